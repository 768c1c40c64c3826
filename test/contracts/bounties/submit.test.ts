import { expect } from "chai";
import { zeroHash } from "viem";
import { addressOf, as, DAY, ethers, networkHelpers, now } from "../helpers/chain.ts";
import {
  booksOf,
  BOND,
  called,
  HASH,
  offered,
  open,
  REWARD,
  State,
  submit,
  submitted,
  URI,
} from "../helpers/bounty.ts";
import { permitFor } from "../helpers/listing.ts";

const { loadFixture, time } = networkHelpers;

describe("AuditBounties.submit", () => {
  it("hands a report in, beside a bond", async () => {
    const parts = await loadFixture(offered);
    const { bounties, token, auditor } = parts;
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    const submitting = submit(parts);
    await expect(submitting)
      .to.emit(bounties, "ReportSubmitted")
      .withArgs(1n, auditor.address, HASH, URI, BOND, at + 7n * DAY);
    await expect(submitting).to.changeTokenBalances(ethers, token, [auditor.signer, bounties], [-BOND, BOND]);
    const bounty = await bounties.bountyOf(1n);
    expect([bounty.state, bounty.auditor, bounty.deadline, bounty.hash, bounty.uri]).to.deep.equal([
      State.Submitted,
      auditor.address,
      at + 7n * DAY,
      HASH,
      URI,
    ]);
    expect(await booksOf(parts)).to.deep.equal({ held: REWARD + BOND, owed: REWARD + BOND });
  });

  it("takes the bond by permit", async () => {
    const parts = await loadFixture(offered);
    const { bounties, token, auditor } = parts;
    await as(token, auditor).approve(bounties, 0n);
    const permit = await permitFor(parts, auditor, await addressOf(bounties), BOND);
    await as(bounties, auditor).submit(1n, HASH, URI, permit);
    expect(await token.balanceOf(bounties)).to.equal(REWARD + BOND);
  });

  it("is for the named auditor, where one is named", async () => {
    const parts = await loadFixture(called);
    const { bounties, auditor, rival } = parts;
    await open(parts, { named: auditor.address });
    await expect(submit(parts, { by: rival }))
      .to.be.revertedWithCustomError(bounties, "AuditBountiesNotNamed")
      .withArgs(auditor.address, rival.address);
    await submit(parts);
  });

  it("is for who comes first, where nobody is named", async () => {
    const parts = await loadFixture(submitted);
    await expect(submit(parts, { by: parts.rival }))
      .to.be.revertedWithCustomError(parts.bounties, "AuditBountiesState")
      .withArgs(1n, State.Submitted);
  });

  it("refuses who owns, controls or is paid for the service, and the sponsor: nobody audits himself", async () => {
    const parts = await loadFixture(offered);
    const { bounties, services, publisher, sponsor, rival, service } = parts;
    await as(services, publisher).getFunction("approve")(rival.address, service.serviceId);
    for (const by of [publisher, rival]) {
      await expect(submit(parts, { by }))
        .to.be.revertedWithCustomError(bounties, "AuditBountiesSelfAudit")
        .withArgs(service.serviceId, by.address);
    }
    await expect(submit(parts, { by: sponsor }))
      .to.be.revertedWithCustomError(bounties, "AuditBountiesSponsorsReport")
      .withArgs(sponsor.address);
  });

  it("refuses who is paid for the service without owning it", async () => {
    const parts = await loadFixture(offered);
    const { bounties, services, publisher, auditor, service } = parts;
    const deadline = (await now()) + 200n;
    const signature = await auditor.account.signTypedData({
      domain: {
        name: "ERC8004IdentityRegistry",
        version: "1",
        chainId: 31337,
        verifyingContract: await addressOf(services),
      },
      types: {
        AgentWalletSet: [
          { name: "agentId", type: "uint256" },
          { name: "newWallet", type: "address" },
          { name: "owner", type: "address" },
          { name: "deadline", type: "uint256" },
        ],
      },
      primaryType: "AgentWalletSet",
      message: {
        agentId: service.serviceId,
        newWallet: auditor.address,
        owner: publisher.address,
        deadline,
      },
    });
    await as(services, publisher).setAgentWallet(service.serviceId, auditor.address, deadline, signature);
    await expect(submit(parts))
      .to.be.revertedWithCustomError(bounties, "AuditBountiesSelfAudit")
      .withArgs(service.serviceId, auditor.address);
  });

  it("is possible until the deadline, and not a second more", async () => {
    const parts = await loadFixture(offered);
    const { bounties } = parts;
    const { submitBy } = await bounties.bountyOf(1n);
    const snapshot = await networkHelpers.takeSnapshot();
    await time.setNextBlockTimestamp(submitBy + 1n);
    await expect(submit(parts))
      .to.be.revertedWithCustomError(bounties, "AuditBountiesTooLate")
      .withArgs(submitBy + 1n, submitBy);
    await snapshot.restore();
    await time.setNextBlockTimestamp(submitBy);
    await submit(parts);
  });

  it("refuses a report without a hash, or with no place, or a too long one, to read it", async () => {
    const parts = await loadFixture(offered);
    const { bounties } = parts;
    await expect(submit(parts, { hash: zeroHash })).to.be.revertedWithCustomError(
      bounties,
      "AuditBountiesZeroHash",
    );
    for (const uri of ["", "x".repeat(257)]) {
      await expect(submit(parts, { uri }))
        .to.be.revertedWithCustomError(bounties, "AuditBountiesUriLength")
        .withArgs(uri.length, 256n);
    }
    await submit(parts, { uri: "x".repeat(256) });
  });
});
