import { expect } from "chai";
import { sha256, zeroHash } from "viem";
import { as, DAY, networkHelpers, now } from "../helpers/chain.ts";
import { USDC } from "../helpers/market.ts";
import { earnCredit, PERIOD, star, treasuryShareOf } from "../helpers/reputation.ts";
import { courtroom, MANIFEST, RELEASE, Status, type Courtroom } from "../helpers/listing.ts";

const { loadFixture, time } = networkHelpers;
const Kind = { Domain: 0, Audit: 1 } as const;
const MAX_VALIDITY = 366n * DAY;
const HASH = sha256("0x0a");
const URI = "https://auditor.example/report.pdf";

/** Attests to the publisher's service for 90 days; version 1 unless said otherwise. */
async function attest({ records, auditor, service }: Courtroom, kind: number, version = 1) {
  const expiry = (await now()) + 90n * DAY;
  await as(records, auditor).attest(service.serviceId, version, kind, URI, HASH, expiry);
  return expiry;
}

/** The publisher's service with all that Verified takes. */
async function verified() {
  const parts = await courtroom();
  await attest(parts, Kind.Domain);
  const expiry = await attest(parts, Kind.Audit);
  return { ...parts, expiry };
}

const WHOLE = { staked: true, domain: true, audit: true, unlocked: true, reviewed: true };

/** That the parts of the service's standing are these, and Verified is all of them. */
async function expectStanding({ records, service }: Courtroom, changes: Partial<typeof WHOLE>) {
  const expected = { ...WHOLE, ...changes };
  const { staked, domain, audit, unlocked, reviewed } = await records.standingOf(service.serviceId);
  expect({ staked, domain, audit, unlocked, reviewed }).to.deep.equal(expected);
  expect(await records.isVerified(service.serviceId)).to.equal(Object.values(expected).every(Boolean));
}

describe("ServiceRecords.attest", () => {
  it("records what an auditor states, about which release and for which owner", async () => {
    const parts = await loadFixture(courtroom);
    const { records, auditor, service } = parts;
    const expiry = (await now()) + DAY;
    await expect(as(records, auditor).attest(service.serviceId, 1, Kind.Audit, URI, HASH, expiry))
      .to.emit(records, "Attested")
      .withArgs(1n, service.serviceId, auditor.address, 1n, Kind.Audit, URI, HASH, expiry, 0n);
    expect([...(await records.attestationOf(1n))]).to.deep.equal([
      service.serviceId,
      HASH,
      auditor.address,
      expiry,
      1n,
      0n,
      BigInt(Kind.Audit),
      false,
    ]);
    expect(await records.newestAttestation(service.serviceId, Kind.Audit)).to.equal(1n);
    expect(await records.newestAttestation(service.serviceId, Kind.Domain)).to.equal(0n);
  });

  it("is the auditors' alone: a publisher cannot praise himself, and the admin has to take the role first", async () => {
    const { records, publisher, admin, service } = await loadFixture(verified);
    const expiry = (await now()) + DAY;
    for (const who of [publisher, admin]) {
      for (const attempt of [
        () => as(records, who).attest(service.serviceId, 1, Kind.Audit, URI, HASH, expiry),
        () => as(records, who).revokeAttestation(1n),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(records, "AccessManagedUnauthorized")
          .withArgs(who.address);
      }
    }
  });

  it("refuses one that is over, or holds for more than 366 days", async () => {
    const { records, auditor, service } = await loadFixture(courtroom);
    const call = as(records, auditor);
    for (const ahead of [0n, MAX_VALIDITY + 1n]) {
      const at = (await now()) + 10n;
      await time.setNextBlockTimestamp(at);
      await expect(call.attest(service.serviceId, 1, Kind.Audit, URI, HASH, at + ahead))
        .to.be.revertedWithCustomError(records, "ServiceRecordsExpiryOutOfBounds")
        .withArgs(at + ahead, at, at + MAX_VALIDITY);
    }
    for (const ahead of [1n, MAX_VALIDITY]) {
      const at = (await now()) + 10n;
      await time.setNextBlockTimestamp(at);
      await call.attest(service.serviceId, 1, Kind.Audit, URI, HASH, at + ahead);
    }
  });

  it("refuses a statement without its hash, and about a release that is not there", async () => {
    const { records, auditor, service } = await loadFixture(courtroom);
    const call = as(records, auditor);
    const expiry = (await now()) + DAY;
    await expect(
      call.attest(service.serviceId, 1, Kind.Audit, URI, zeroHash, expiry),
    ).to.be.revertedWithCustomError(records, "ServiceRecordsZeroHash");
    for (const [id, version, latest] of [
      [service.serviceId, 0, 1n],
      [service.serviceId, 2, 1n],
      [99n, 1, 0n],
    ] as const) {
      await expect(call.attest(id, version, Kind.Domain, URI, HASH, expiry))
        .to.be.revertedWithCustomError(records, "ServiceRecordsUnknownVersion")
        .withArgs(id, version, latest);
    }
  });
});

describe("ServiceRecords.revokeAttestation", () => {
  it("takes it back, and no older one takes its place", async () => {
    const parts = await loadFixture(verified);
    const { records, auditor, service } = parts;
    await attest(parts, Kind.Audit);
    await expect(as(records, auditor).revokeAttestation(3n))
      .to.emit(records, "AttestationRevoked")
      .withArgs(3n, service.serviceId, auditor.address);
    expect((await records.attestationOf(3n)).revoked).to.equal(true);
    await expectStanding(parts, { audit: false });
  });

  it("refuses a second time, and what was never attested", async () => {
    const { records, auditor } = await loadFixture(verified);
    const call = as(records, auditor);
    await call.revokeAttestation(1n);
    await expect(call.revokeAttestation(1n))
      .to.be.revertedWithCustomError(records, "ServiceRecordsRevokedAlready")
      .withArgs(1n);
    for (const id of [0n, 3n]) {
      await expect(call.revokeAttestation(id))
        .to.be.revertedWithCustomError(records, "ServiceRecordsUnknownAttestation")
        .withArgs(id, 2n);
    }
  });
});

describe("ServiceRecords.isVerified", () => {
  it("takes the stake, a domain proof, an audit and no case", async () => {
    const parts = await loadFixture(courtroom);
    await expectStanding(parts, { domain: false, audit: false });
    await attest(parts, Kind.Domain);
    await expectStanding(parts, { audit: false });
    await attest(parts, Kind.Audit);
    await expectStanding(parts, {});
  });

  it("takes reviews of clients who paid, as much as governance asks for, and only as long as they weigh it", async () => {
    const parts = await loadFixture(verified);
    const { records, payer } = parts;
    const needed = treasuryShareOf(100n * USDC);
    await records.setMinReviewWeight(needed);
    await expectStanding(parts, { reviewed: false });
    await earnCredit(parts, payer, 100n * USDC);
    await star(parts, payer, 0n);
    await expectStanding(parts, {});
    await time.increase(PERIOD);
    await expectStanding(parts, { reviewed: false });
  });

  it("ends with the release that was audited: no silent update under the badge", async () => {
    const parts = await loadFixture(verified);
    const { services, publisher, service } = parts;
    await as(services, publisher).publishVersion(service.serviceId, RELEASE, MANIFEST);
    await expectStanding(parts, { audit: false });
    await attest(parts, Kind.Audit, 2);
    await expectStanding(parts, {});
  });

  it("is not helped by an audit of an older release that comes late", async () => {
    const parts = await loadFixture(verified);
    const { services, publisher, service } = parts;
    await as(services, publisher).publishVersion(service.serviceId, RELEASE, MANIFEST);
    await attest(parts, Kind.Audit, 1);
    await expectStanding(parts, { audit: false });
  });

  it("ends with the attestations' date, to the second", async () => {
    const parts = await loadFixture(verified);
    await time.increaseTo(parts.expiry - 1n);
    await expectStanding(parts, { domain: false });
    await attest(parts, Kind.Domain);
    await expectStanding(parts, { audit: false });
  });

  it("ends when the service is sold: it was said of the seller", async () => {
    const parts = await loadFixture(verified);
    const { services, publisher, rival, service } = parts;
    await as(services, publisher).transferFrom(publisher.address, rival.address, service.serviceId);
    await expectStanding(parts, { domain: false, audit: false });
    await attest(parts, Kind.Domain);
    await attest(parts, Kind.Audit);
    await expectStanding(parts, {});
  });

  it("does not come back when the service does: nobody knows what happened meanwhile", async () => {
    const parts = await loadFixture(verified);
    const { services, publisher, rival, service } = parts;
    await as(services, publisher).transferFrom(publisher.address, rival.address, service.serviceId);
    await as(services, rival).transferFrom(rival.address, publisher.address, service.serviceId);
    await expectStanding(parts, { domain: false, audit: false });
  });

  it("ends with a case and comes back when it ends well", async () => {
    const parts = await loadFixture(verified);
    const { services, court, service } = parts;
    await as(services, court).lock(service.serviceId, (await now()) + DAY);
    await expectStanding(parts, { unlocked: false });
    await as(services, court).unlock(service.serviceId, 1n);
    await expectStanding(parts, {});
  });

  it("ends with the stake", async () => {
    const parts = await loadFixture(verified);
    const { services, publisher, service } = parts;
    await as(services, publisher).thawStake(service.serviceId, 1n);
    await expectStanding(parts, { staked: false });
  });

  it("outlives maintenance: what is verified is who and what it is, not whether it is open", async () => {
    const parts = await loadFixture(verified);
    const { services, publisher, service } = parts;
    await as(services, publisher).setStatus(service.serviceId, Status.Maintenance);
    await expectStanding(parts, {});
  });
});

describe("ServiceRecords.setMinReviewWeight", () => {
  it("is governance's, up to a bound", async () => {
    const { records, publisher } = await loadFixture(courtroom);
    const most = 10_000n * USDC;
    await expect(records.setMinReviewWeight(most)).to.emit(records, "MinReviewWeightSet").withArgs(most);
    expect(await records.minReviewWeight()).to.equal(most);
    await expect(records.setMinReviewWeight(most + 1n))
      .to.be.revertedWithCustomError(records, "ServiceRecordsReviewWeightTooHigh")
      .withArgs(most + 1n, most);
    await expect(as(records, publisher).setMinReviewWeight(0n))
      .to.be.revertedWithCustomError(records, "AccessManagedUnauthorized")
      .withArgs(publisher.address);
  });
});
