/** The market with its members: STOA, Members, and an issuer of credentials. */
import { encodeAbiParameters, keccak256, toHex, zeroHash, type Address, type Hex } from "viem";
import type { attestationAdapterAbi, membersAbi, stoaTokenAbi } from "../../../contracts/generated.ts";
import { encodeCredential } from "../../../contracts/credential.ts";
import { attestDomain } from "../../../contracts/typed-data.ts";
import { signCredential, type CredentialWish } from "../../../scripts/demo/credential.ts";
import { as, DAY, deploy, networkHelpers, now, person, type ContractOf, type Person } from "./chain.ts";
import { market, NO_PERMIT, USDC, type Quote } from "./market.ts";
import { row } from "./sign.ts";

const { time } = networkHelpers;

export const STOA = 10n ** 18n;
export const MEMBER_BOND = 1_000n * STOA;
export const MATURITY = 30n * DAY;
export const EXIT_DELAY = 7n * DAY;
export const FEE_STEPS = [50n * USDC, 500n * USDC] as const;
/** What UPGRADE has in the deployment: members must not vote on their own rules at the tier that nobody overrides. */
export const MEMBERS_SETTERS = ["setBond", "setFeeSteps", "setAdapter"] as const;
/** Of `bytes32 person`, without resolver, revocable: as EAS's schema registry counts it. */
export const PERSON_SCHEMA = keccak256(toHex("bytes32 person"));
export const EAS = "0x4200000000000000000000000000000000000021";

type Members = ContractOf<typeof membersAbi>;
export type Parts = Awaited<ReturnType<typeof membership>>;

/** Alice and Bob have STOA that Members may take. */
export async function membership() {
  const parts = await market();
  const people = {
    alice: parts.payer,
    bob: await person(12),
    carol: await person(13),
    issuer: await person(18),
  };
  const stoa = await deploy<ContractOf<typeof stoaTokenAbi>>("StoaToken", [parts.admin.address]);
  const members = await deploy<Members>("Members", [
    stoa,
    parts.vault,
    parts.authority,
    MEMBER_BOND,
    ...FEE_STEPS,
  ]);
  const adapter = await newAdapter(members, people.issuer.address);
  await members.setAdapter(adapter, true);
  for (const who of [people.alice, people.bob]) {
    await stoa.transfer(who.address, 10n * MEMBER_BOND);
    await as(stoa, who).approve(members, 10n * MEMBER_BOND);
  }
  return { ...parts, ...people, stoa, members, adapter };
}

export async function newAdapter(members: Members, attester: Address) {
  return deploy<ContractOf<typeof attestationAdapterAbi>>("AttestationAdapter", [
    members,
    attester,
    PERSON_SCHEMA,
    EAS,
    "1.3.0",
  ]);
}

export const ALICE_PERSON = keccak256(toHex("the human who is Alice"));
export const BOB_PERSON = keccak256(toHex("the human who is Bob"));

/** A credential of the issuer that passes, but for what `changes` says, as Members takes it. */
export async function credentialFor(
  recipient: Pick<Person, "address">,
  personId: Hex,
  changes: Partial<CredentialWish> = {},
  issuer?: Person,
): Promise<Hex> {
  const { account } = issuer ?? (await person(18));
  const wish = {
    domain: attestDomain(31337, EAS, "1.3.0"),
    schema: PERSON_SCHEMA,
    recipient: recipient.address,
    person: personId,
    time: await now(),
    ...changes,
  };
  return encodeCredential(await signCredential(account, wish));
}

export function nullifierOf(adapter: Address, personId: Hex): Hex {
  return keccak256(encodeAbiParameters([{ type: "address" }, { type: "bytes32" }], [adapter, personId]));
}

/** Makes somebody a member by credential. */
export async function enrolWith({ members, adapter }: Parts, who: Person, personId: Hex): Promise<void> {
  await as(members, who).enrolWith(adapter, await credentialFor(who, personId));
}

/** What the account's voice counted for in the newest second that is over. */
export async function multiplierOf({ members }: Parts, who: Pick<Person, "address">): Promise<bigint> {
  await time.increase(1n);
  return members.multiplierAt(who.address, (await now()) - 1n);
}

/**
 * Alice deposits `charged` and a dollar and pays for calls of `quote` until her ledger stands at `charged`. Returns what
 * names the ledger.
 */
export async function pay(parts: Parts, charged: bigint, quote: Quote = parts.service) {
  const { vault, alice, token, gateway, settler } = parts;
  await token.mint(alice.address, charged + USDC);
  await as(token, alice).approve(vault, 2n ** 255n);
  await as(vault, alice).deposit(alice.address, gateway.address, charged + USDC, NO_PERMIT);
  const { epoch } = await vault.accountOf(alice.address, gateway.address);
  const claimed = await row(parts, { charged, quote, voucher: { epoch: Number(epoch) } });
  await as(vault, settler).claim(gateway.address, [claimed], zeroHash);
  return { gateway: gateway.address, key: alice.address, serviceId: quote.serviceId };
}

/** The treasury's share of a charge for a self-hosted service without an integrator: 60 % of 5 %. */
export function treasuryShareOf(charged: bigint): bigint {
  return (charged * 3n) / 100n;
}
