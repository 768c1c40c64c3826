import { expect } from "chai";
import { and, asc, eq } from "drizzle-orm";
import { sha256, zeroAddress, type Hex } from "viem";
import { authorityAbi, serviceRecordsAbi } from "../../contracts/generated.ts";
import { hostingTypes, registryDomain } from "../../contracts/typed-data.ts";
import * as schema from "../../indexer/ponder.schema.ts";
import { ROLES } from "../../contracts/roles.ts";
import { DAY, PER_CALL, USDC } from "../../scripts/scenarios/market.ts";
import { indexedMarket, lower, type Indexed } from "./fixture.ts";

const HASH = sha256("0x0a");

describe("the index of what others do to a service", function () {
  this.timeout(300_000);
  let market: Indexed["market"];
  let indexer: Indexed["indexer"];
  let onlyRow: Indexed["onlyRow"];
  let serviceRow: Indexed["serviceRow"];
  let id: bigint;

  before(async () => {
    ({ market, indexer, onlyRow, serviceRow } = await indexedMarket());
    id = await market.list("records/solc");
    // The admin plays the Court.
    const { admin, deployment } = market;
    await market.done(
      admin.writeContract({
        address: deployment.contracts.Authority,
        abi: authorityAbi,
        functionName: "grantRole",
        args: [ROLES.SLASHER, admin.account.address, 0],
      }),
    );
  });

  const records = () =>
    ({ address: market.deployment.contracts.ServiceRecords, abi: serviceRecordsAbi }) as const;
  const send = (call: Promise<Hex>) => market.done(call);
  const time = async () => (await market.admin.getBlock()).timestamp;

  it("follows a case: the lock, what it takes and for whom, its end", async () => {
    const { services, admin, payer4, payer5 } = market;
    const until = (await time()) + BigInt(10 * DAY);
    await send(admin.writeContract({ ...services, functionName: "lock", args: [id, until] }));
    expect(await serviceRow(id)).to.include({ openLocks: 1, slashed: 0n });

    const awards = [payer4, payer5].map(({ account }, index) => ({
      to: account.address,
      amount: BigInt(index + 1) * USDC,
    }));
    await send(admin.writeContract({ ...services, functionName: "slash", args: [id, 1n, awards] }));
    expect(await serviceRow(id)).to.include({ stake: 97n * USDC, slashed: 3n * USDC, openLocks: 1 });
    const rows = await indexer.db
      .select()
      .from(schema.award)
      .where(eq(schema.award.serviceId, id))
      .orderBy(asc(schema.award.id));
    expect(rows.map(({ receiver, amount, paid }) => ({ receiver, amount, paid }))).to.deep.equal(
      awards.map(({ to, amount }) => ({ receiver: lower(to), amount, paid: true })),
    );

    const lock = () =>
      onlyRow(() => indexer.db.select().from(schema.stakeLock).where(eq(schema.stakeLock.serviceId, id)));
    expect(await lock()).to.include({ slashable: 50n * USDC, slashed: 3n * USDC, until, closedAt: null });
    await send(admin.writeContract({ ...services, functionName: "unlock", args: [id, 1n] }));
    expect(await serviceRow(id)).to.include({ openLocks: 0 });
    expect((await lock()).closedAt).to.equal(await time());
    const [event] = await indexer.db
      .select()
      .from(schema.stakeEvent)
      .where(and(eq(schema.stakeEvent.serviceId, id), eq(schema.stakeEvent.kind, "slashed")));
    expect(event).to.include({ serviceId: id, amount: 3n * USDC });
  });

  it("has the roots that the publisher anchors", async () => {
    await send(
      market.publisher.writeContract({ ...records(), functionName: "anchor", args: [id, 1, 1, HASH] }),
    );
    const anchor = () =>
      onlyRow(() => indexer.db.select().from(schema.anchor).where(eq(schema.anchor.serviceId, id)));
    expect(await anchor()).to.include({ number: 1n, versionNumber: 1, kind: "build", root: HASH });
  });

  it("has what an auditor attests, to whom, and that it was revoked; a sale starts a new tenure", async () => {
    const { admin, publisher, payer2, services } = market;
    const expiry = (await time()) + BigInt(90 * DAY);
    const attest = (kind: number) =>
      send(
        admin.writeContract({
          ...records(),
          functionName: "attest",
          args: [id, 1, kind, "https://auditor.example", HASH, expiry],
        }),
      );
    await attest(0);
    await attest(1);
    await indexer.reach();
    const rows = () =>
      indexer.db
        .select()
        .from(schema.attestation)
        .where(eq(schema.attestation.serviceId, id))
        .orderBy(asc(schema.attestation.id));
    const given = await rows();
    expect(given.map(({ kind }) => kind)).to.deep.equal(["domain", "audit"]);
    expect(given[1]).to.include({
      versionNumber: 1,
      auditor: lower(admin.account.address),
      uri: "https://auditor.example",
      hash: HASH,
      expiry,
      tenure: 0,
      revokedAt: null,
    });

    const domain = given[0]?.id ?? 0n;
    await send(admin.writeContract({ ...records(), functionName: "revokeAttestation", args: [domain] }));
    const owner = publisher.account.address;
    await send(
      publisher.writeContract({
        ...services,
        functionName: "transferFrom",
        args: [owner, payer2.account.address, id],
      }),
    );
    expect(await serviceRow(id)).to.include({ tenure: 1 });
    expect((await rows()).map(({ revokedAt }) => revokedAt !== null)).to.deep.equal([true, false]);
  });

  it("names the gateway that hosts, and says what may be called directly", async () => {
    const { publisher, services, gateway, deployment } = market;
    const name = "records/hosted";
    const own = await market.list(name);
    expect(await serviceRow(own)).to.include({ host: null, direct: false });

    const terms = { ...PER_CALL, class: 1, direct: true };
    const deadline = (await time()) + 600n;
    const signature = await gateway.signTypedData({
      domain: registryDomain(deployment.chainId, services.address),
      types: hostingTypes,
      primaryType: "Hosting",
      message: {
        gateway: gateway.account.address,
        publisher: publisher.account.address,
        name,
        terms,
        deadline,
      },
    });
    const consent = { gateway: gateway.account.address, deadline, signature };
    await send(
      publisher.writeContract({
        ...services,
        functionName: "proposeHostedTerms",
        args: [own, terms, consent],
      }),
    );
    const { nextTermsId } = await serviceRow(own);
    const next = await onlyRow(() =>
      indexer.db
        .select()
        .from(schema.terms)
        .where(eq(schema.terms.termsId, nextTermsId ?? zeroAddress)),
    );
    expect(next).to.include({ class: "hosted", direct: true, host: lower(gateway.account.address) });
    await market.pass(8 * DAY);
    await send(publisher.writeContract({ ...services, functionName: "proposeTerms", args: [own, PER_CALL] }));
    expect(await serviceRow(own)).to.include({
      class: "hosted",
      direct: true,
      host: lower(gateway.account.address),
    });
  });
});
