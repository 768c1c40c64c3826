import { expect } from "chai";
import { createClient, custom, hashTypedData, publicActions, walletActions, zeroHash, type Hex } from "viem";
import { hardhat as hardhatChain } from "viem/chains";
import { credentialSchema, encodeCredential } from "../../../contracts/credential.ts";
import type { membersAbi } from "../../../contracts/generated.ts";
import { attestDomain, attestTypes } from "../../../contracts/typed-data.ts";
import type { ChainClient } from "../../../scripts/deploy/client.ts";
import { demoAccount } from "../../../scripts/start/accounts.ts";
import { ISSUER, issueCredential, signCredential } from "../../../scripts/demo/credential.ts";
import {
  addressOf,
  as,
  DAY,
  deploy,
  ethers,
  networkHelpers,
  now,
  withCode,
  type Callable,
  type ContractOf,
} from "../helpers/chain.ts";
import {
  ALICE_PERSON,
  BOB_PERSON,
  credentialFor,
  EAS,
  membership,
  newAdapter,
  nullifierOf,
  PERSON_SCHEMA,
} from "../helpers/members.ts";

const { loadFixture, time } = networkHelpers;

/** The same, where Members is Alice herself: she sees each refusal, and what is returned. */
async function direct() {
  const parts = await membership();
  const { alice, issuer } = parts;
  const members = { getAddress: async () => alice.address } as unknown as ContractOf<typeof membersAbi>;
  return { ...parts, own: as(await newAdapter(members, issuer.address), alice) };
}

/** The tests' chain as scripts see it. */
function chainClient(): ChainClient {
  const request = ({ method, params }: { method: string; params?: unknown }) =>
    ethers.provider.send(method, (params ?? []) as unknown[]) as Promise<never>;
  const transport = custom({ request });
  return createClient({ account: demoAccount(ISSUER), chain: hardhatChain, transport })
    .extend(publicActions)
    .extend(walletActions);
}

describe("AttestationAdapter.verify", () => {
  it("takes what the attester signed for this account, and names the person by a nullifier", async () => {
    const { own, alice } = await loadFixture(direct);
    const at = await now();
    const credential = await credentialFor(alice, ALICE_PERSON);
    expect(await own.verify.staticCall(alice.address, credential)).to.equal(
      nullifierOf(await addressOf(own), ALICE_PERSON),
    );
    await expect(own.verify(alice.address, credential))
      .to.emit(own, "CredentialUsed")
      .withArgs(ALICE_PERSON, alice.address, at);
    expect(await own.newestOf(ALICE_PERSON)).to.equal(at);
    expect(await own.nullifierOf(ALICE_PERSON)).not.to.equal(await own.nullifierOf(BOB_PERSON));
  });

  it("hashes as wallets do by the types of its ABI", async () => {
    const { own, alice, issuer } = await loadFixture(direct);
    const domain = attestDomain(31337, EAS, await own.easVersion());
    const { attestation } = await signCredential(issuer.account, {
      domain,
      schema: PERSON_SCHEMA,
      recipient: alice.address,
      person: ALICE_PERSON,
      time: await now(),
      expirationTime: 7n,
    });
    expect(await own.hashAttest(attestation)).to.equal(
      hashTypedData({ domain, types: attestTypes, primaryType: "Attest", message: attestation }),
    );
    // The type as EAS's SDK has it for version 2, word for word.
    expect(attestTypes.Attest.map(({ type, name }) => `${type} ${name}`).join(",")).to.equal(
      "uint16 version,bytes32 schema,address recipient,uint64 time,uint64 expirationTime,bool revocable,bytes32 refUID,bytes data,bytes32 salt",
    );
  });

  it("takes it until the second before its end, and from the second it was given", async () => {
    const { own, alice } = await loadFixture(direct);
    const at = (await now()) + 10n;
    const credential = await credentialFor(alice, ALICE_PERSON, { time: at, expirationTime: at + 5n });
    await time.setNextBlockTimestamp(at - 1n);
    await expect(own.verify(alice.address, credential))
      .to.be.revertedWithCustomError(own, "AttestationAdapterFromFuture")
      .withArgs(at, at - 1n);
    await time.setNextBlockTimestamp(at + 5n);
    await expect(own.verify(alice.address, credential))
      .to.be.revertedWithCustomError(own, "AttestationAdapterExpired")
      .withArgs(at + 5n, at + 5n);
    const longer = await credentialFor(alice, ALICE_PERSON, { time: at + 6n, expirationTime: at + 7n });
    await time.setNextBlockTimestamp(at + 6n);
    await own.verify(alice.address, longer);
  });

  it("refuses another's, one of another schema, format, or another form of person", async () => {
    const { own, alice, bob, issuer } = await loadFixture(direct);
    await expect(own.verify(alice.address, await credentialFor(bob, ALICE_PERSON)))
      .to.be.revertedWithCustomError(own, "AttestationAdapterRecipient")
      .withArgs(bob.address, alice.address);
    await expect(own.verify(alice.address, await credentialFor(alice, ALICE_PERSON, { schema: BOB_PERSON })))
      .to.be.revertedWithCustomError(own, "AttestationAdapterSchema")
      .withArgs(BOB_PERSON, PERSON_SCHEMA);
    const short = await credentialFor(alice, "0x0102");
    await expect(own.verify(alice.address, short))
      .to.be.revertedWithCustomError(own, "AttestationAdapterDataLength")
      .withArgs(2n, 32n);
    const { attestation, signature } = await signCredential(issuer.account, {
      domain: attestDomain(31337, EAS, "1.3.0"),
      schema: PERSON_SCHEMA,
      recipient: alice.address,
      person: ALICE_PERSON,
      time: await now(),
    });
    const older = { ...attestation, version: 1 } as unknown as typeof attestation;
    await expect(own.verify(alice.address, encodeCredential({ attestation: older, signature })))
      .to.be.revertedWithCustomError(own, "AttestationAdapterVersion")
      .withArgs(1n, 2n);
  });

  it("refuses what the attester did not sign: another's key, another chain, contract or version, a changed person", async () => {
    const { own, alice, bob, issuer } = await loadFixture(direct);
    const wishes = [
      await credentialFor(alice, ALICE_PERSON, {}, bob),
      await credentialFor(alice, ALICE_PERSON, { domain: attestDomain(1, EAS, "1.3.0") }),
      await credentialFor(alice, ALICE_PERSON, { domain: attestDomain(31337, bob.address, "1.3.0") }),
      await credentialFor(alice, ALICE_PERSON, { domain: attestDomain(31337, EAS, "1.2.0") }),
      (await credentialFor(alice, ALICE_PERSON)).replace(ALICE_PERSON.slice(2), BOB_PERSON.slice(2)) as Hex,
    ];
    for (const credential of wishes) {
      await expect(own.verify(alice.address, credential))
        .to.be.revertedWithCustomError(own, "AttestationAdapterSignature")
        .withArgs(issuer.address);
    }
  });

  it("takes each once, and none older than one that was used", async () => {
    const { own, alice, bob } = await loadFixture(direct);
    const at = await now();
    const [first, older] = [
      await credentialFor(alice, ALICE_PERSON, { time: at }),
      await credentialFor(bob, ALICE_PERSON, { time: at - 1n }),
    ];
    await own.verify(alice.address, first);
    for (const [account, credential, given] of [
      [alice, first, at],
      [bob, older, at - 1n],
    ] as const) {
      await expect(own.verify(account.address, credential))
        .to.be.revertedWithCustomError(own, "AttestationAdapterNotNewer")
        .withArgs(ALICE_PERSON, given, at);
    }
    await own.verify(bob.address, await credentialFor(bob, BOB_PERSON, { time: at - 1n }));
  });

  it("is for Members alone: a stranger would use up what he saw", async () => {
    const { adapter, alice } = await loadFixture(membership);
    await expect(as(adapter, alice).verify(alice.address, await credentialFor(alice, ALICE_PERSON)))
      .to.be.revertedWithCustomError(adapter, "AttestationAdapterNotMembers")
      .withArgs(alice.address);
  });

  it("believes an attester that is a contract by its own word", async () => {
    const { members, alice, bob } = await loadFixture(membership);
    const wallet = await deploy<Callable<"OWNER">>("ContractWallet", [bob.address]);
    const adapter = await newAdapter(members, await addressOf(wallet));
    await members.setAdapter(adapter, true);
    await expect(as(members, alice).enrolWith(adapter, await credentialFor(alice, ALICE_PERSON)))
      .to.be.revertedWithCustomError(adapter, "AttestationAdapterSignature")
      .withArgs(await addressOf(wallet));
    await as(members, alice).enrolWith(adapter, await credentialFor(alice, ALICE_PERSON, {}, bob));
  });

  it("believes the attester's key, whatever code its account has been given since", async () => {
    const { own, alice, issuer } = await loadFixture(direct);
    const credential = await credentialFor(alice, ALICE_PERSON);
    await withCode(issuer.address, "0xfe", async () => {
      await own.verify(alice.address, credential);
    });
    expect(await own.newestOf(ALICE_PERSON)).to.be.greaterThan(0n);
  });
});

describe("AttestationAdapter.revoke", () => {
  it("ends a person's enrolment and recovery, but silences no member", async () => {
    const { members, adapter, issuer, alice, bob, carol } = await loadFixture(membership);
    await as(members, alice).enrolWith(adapter, await credentialFor(alice, ALICE_PERSON));
    for (const person of [ALICE_PERSON, BOB_PERSON]) {
      await expect(as(adapter, issuer).revoke(person)).to.emit(adapter, "PersonRevoked").withArgs(person);
    }
    await expect(as(members, bob).enrolWith(adapter, await credentialFor(bob, BOB_PERSON)))
      .to.be.revertedWithCustomError(adapter, "AttestationAdapterRevoked")
      .withArgs(BOB_PERSON);
    await expect(members.recover(carol.address, adapter, await credentialFor(carol, ALICE_PERSON)))
      .to.be.revertedWithCustomError(adapter, "AttestationAdapterRevoked")
      .withArgs(ALICE_PERSON);
    await time.increase(30n * DAY);
    await members.refresh(alice.address, []);
    expect((await members.level(alice.address))[0]).to.equal(10_000n);
  });

  it("is the attester's", async () => {
    const { adapter, alice } = await loadFixture(membership);
    await expect(as(adapter, alice).revoke(ALICE_PERSON))
      .to.be.revertedWithCustomError(adapter, "AttestationAdapterNotAttester")
      .withArgs(alice.address);
  });
});

describe("the demo's issuer", () => {
  it("makes a member of any account by what it reads from the adapter, and moves him to another", async () => {
    const { members, adapter, issuer, alice, carol } = await loadFixture(membership);
    const client = chainClient();
    const at = await addressOf(adapter);
    const first = await issueCredential(client, issuer.account, at, alice.address);
    await as(members, alice).enrolWith(adapter, encodeCredential(first));
    const person = first.attestation.data;
    const second = await issueCredential(client, issuer.account, at, carol.address, person);
    await members.recover(carol.address, adapter, encodeCredential(second));
    expect(await members.holderOf(adapter, await adapter.nullifierOf(person))).to.equal(carol.address);
    expect((await issueCredential(client, issuer.account, at, carol.address)).attestation.data).not.to.equal(
      person,
    );
  });
});

describe("a credential as JSON", () => {
  it("is read back as it was signed, and refused when a part is missing", async () => {
    const { alice, issuer } = await loadFixture(membership);
    const credential = await signCredential(issuer.account, {
      domain: attestDomain(31337, EAS, "1.3.0"),
      schema: PERSON_SCHEMA,
      recipient: alice.address,
      person: ALICE_PERSON,
      time: 1_800_000_000n,
    });
    const text = JSON.stringify(credential, (_, value: unknown) =>
      typeof value === "bigint" ? value.toString() : value,
    );
    expect(credentialSchema.parse(JSON.parse(text))).to.deep.equal(credential);
    const wrong = { ...credential, attestation: { ...credential.attestation, recipient: "alice" } };
    expect(credentialSchema.safeParse(wrong).success).to.equal(false);
    expect(credentialSchema.safeParse({ signature: zeroHash }).success).to.equal(false);
  });
});
