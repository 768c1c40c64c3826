/** The second day, and the thirty-second: users enrol by bond and by credential, and get their voices a month later. */
import { keccak256, parseSignature, toHex, type Hex } from "viem";
import { encodeCredential } from "../../../contracts/credential.ts";
import { permitTypes } from "../../../contracts/typed-data.ts";
import { ISSUER, issueCredential } from "../../demo/credential.ts";
import type { ChainClient } from "../../deploy/client.ts";
import { demoAccount } from "../../start/accounts.ts";
import { STOA, type Dao } from "./dao.ts";
import { USERS } from "./people.ts";
import { loudness } from "./proposal.ts";

const HANDED_OUT = 3_000n * STOA;
const BOND = 1_000n * STOA;
const BY_BOND = USERS / 2;
const HOUR = 3_600;
const DAY = 86_400n;
const MATURITY = 30n * DAY;
/** A chain time nothing here reaches. */
const FAR = 4_000_000_000n;

export async function enrolment(dao: Dao): Promise<void> {
  await handOut(dao);
  await enrolByBond(dao);
  const { people, users, chronicle, members, at } = dao;
  const credentialed = [...users.slice(BY_BOND), people.Paula];
  for (const person of credentialed) await enrolByCredential(dao, person, personOf(person));
  await chronicle.tell(
    `${USERS - BY_BOND} users, and Paula, enrol with a credential each: they are persons to its issuer.`,
  );
  // A newer one than the person's first, which the adapter would refuse else, before Members does.
  await dao.market.pass(HOUR);
  const second = await credentialFor(dao, people.Bruno, personOf(users[BY_BOND]!));
  const args = [at.AttestationAdapter, second] as const;
  await chronicle.refuses(
    "One of them tries to enrol as Bruno too.",
    people.Bruno.simulateContract({ ...members, functionName: "enrolWith", args }),
    { abi: members.abi, error: "MembersCredentialUsed" },
  );
  await mature(dao);
}

async function handOut({ chronicle, tokens, people, users, market, stoa }: Dao): Promise<void> {
  const sum = HANDED_OUT * BigInt(USERS);
  await chronicle.moves(
    `Dina hands 3,000 STOA to each of ${USERS} users.`,
    tokens.STOA,
    {
      Dina: { of: [people.Dina.account.address], by: -sum },
      [`${USERS} users`]: { of: users.map(({ account }) => account.address), by: sum },
    },
    async () => {
      for (const { account } of users) {
        const args = [account.address, HANDED_OUT] as const;
        await market.done(people.Dina.writeContract({ ...stoa, functionName: "transfer", args }));
      }
    },
  );
}

async function enrolByBond(dao: Dao): Promise<void> {
  const { chronicle, tokens, users, market, members, at } = dao;
  const enrolling = users.slice(0, BY_BOND);
  const sum = BOND * BigInt(BY_BOND);
  await chronicle.moves(
    `${BY_BOND} users enrol with a bond of 1,000 STOA each.`,
    tokens.STOA,
    {
      [`${BY_BOND} users`]: { of: enrolling.map(({ account }) => account.address), by: -sum },
      Members: { of: [at.Members], by: sum },
    },
    async () => {
      for (const user of enrolling) {
        const args = [await permitOf(dao, user)] as const;
        await market.done(user.writeContract({ ...members, functionName: "enrol", args }));
      }
    },
  );
}

async function permitOf({ market, at }: Dao, user: ChainClient) {
  const signature = await user.signTypedData({
    account: user.account,
    domain: {
      name: "Stoa",
      version: "1",
      chainId: market.deployment.chainId,
      verifyingContract: at.StoaToken,
    },
    types: permitTypes,
    primaryType: "Permit",
    message: { owner: user.account.address, spender: at.Members, value: BOND, nonce: 0n, deadline: FAR },
  });
  const { r, s, yParity } = parseSignature(signature);
  return { deadline: FAR, v: 27 + yParity, r, s };
}

async function enrolByCredential(dao: Dao, person: ChainClient, id: Hex): Promise<void> {
  const { market, members, at } = dao;
  const args = [at.AttestationAdapter, await credentialFor(dao, person, id)] as const;
  await market.done(person.writeContract({ ...members, functionName: "enrolWith", args }));
}

async function credentialFor({ market, at }: Dao, { account }: ChainClient, person: Hex): Promise<Hex> {
  const issuer = demoAccount(ISSUER);
  return encodeCredential(
    await issueCredential(market.admin, issuer, at.AttestationAdapter, account.address, person),
  );
}

function personOf({ account }: ChainClient): Hex {
  return keccak256(toHex(`the person behind ${account.address}`));
}

async function mature(dao: Dao): Promise<void> {
  const { chronicle, market, governor, members, people, users } = dao;
  const someone = {
    "a bonded user": users[0]!,
    "a user with a credential": users[BY_BOND]!,
    Paula: people.Paula,
  };
  const voices = async () => {
    const timepoint = (await dao.now()) - 1n;
    return Promise.all(
      Object.values(someone).map(({ account }) =>
        market.admin.readContract({
          ...governor,
          functionName: "voiceOf",
          args: [account.address, timepoint],
        }),
      ),
    );
  };
  const { since } = await market.admin.readContract({
    ...members,
    functionName: "memberOf",
    args: [people.Paula.account.address],
  });
  const enrolled = BigInt(since) - MATURITY;
  await dao.until(enrolled + MATURITY - DAY);
  await chronicle.holds("Nobody has a voice yet.", await voices(), [0n, 0n, 0n]);

  await dao.until(enrolled + MATURITY + 2n);
  const [bonded = 0n, credentialed = 0n, whale = 0n] = await voices();
  await chronicle.holds(
    `A month after they enrolled they have: ${Object.keys(someone)
      .map((name, i) => `${name} ${loudness([bonded, credentialed, whale][i]!)}`)
      .join(", ")}.`,
    [bonded, credentialed, whale],
    [
      // Half the root of 2,000 STOA, the root of 3,000, and the root of 100,000: 0.01 % of the supply is the most that counts.
      rootOf(2_000n * STOA) / 2n,
      rootOf(3_000n * STOA),
      rootOf(100_000n * STOA),
    ],
  );
}

/** Rounded down. */
function rootOf(square: bigint): bigint {
  let root = BigInt(Math.floor(Math.sqrt(Number(square))));
  while (root * root > square) root -= 1n;
  while ((root + 1n) * (root + 1n) <= square) root += 1n;
  return root;
}
