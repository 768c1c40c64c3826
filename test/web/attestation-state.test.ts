import { expect } from "chai";
import { zeroAddress, zeroHash } from "viem";
import { attestationState, type AttestationRow } from "../../web/src/lib/attestation-state.ts";

const audit: AttestationRow = {
  id: 2n,
  serviceId: 1n,
  kind: "audit",
  versionNumber: 3,
  auditor: zeroAddress,
  uri: "",
  hash: zeroHash,
  expiry: 2_000n,
  tenure: 1,
  revokedAt: null,
  time: 1_000n,
  block: 1n,
  transactionHash: zeroHash,
};
const service = { tenure: 1, versionNumber: 3 };

describe("whether an attestation counts", () => {
  it("does until its date, for the owner and the version it was given to", () => {
    expect(attestationState(audit, [audit], service, 1_999n)).to.equal("holds");
    expect(attestationState(audit, [audit], service, 2_000n)).to.equal("expired");
    expect(attestationState(audit, [audit], { ...service, tenure: 2 }, 1_500n)).to.equal("earlierOwner");
    expect(attestationState(audit, [audit], { ...service, versionNumber: 4 }, 1_500n)).to.equal(
      "olderVersion",
    );
  });

  it("does not once it is revoked, or a newer one of its kind is there, even a revoked one", () => {
    const revoked = { ...audit, id: 3n, revokedAt: 1_200n };
    expect(attestationState(revoked, [audit, revoked], service, 1_500n)).to.equal("revoked");
    expect(attestationState(audit, [audit, revoked], service, 1_500n)).to.equal("replaced");
  });

  it("does for a domain whatever the version, and beside a newer audit", () => {
    const domain = { ...audit, id: 1n, kind: "domain" as const, versionNumber: 1 };
    expect(attestationState(domain, [domain, audit], service, 1_500n)).to.equal("holds");
  });
});
