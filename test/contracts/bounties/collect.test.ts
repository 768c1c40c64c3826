import { expect } from "chai";
import { as, ethers, networkHelpers, type Callable } from "../helpers/chain.ts";
import { BOND, calledIn, open, REWARD, submit, submitted } from "../helpers/bounty.ts";

const { loadFixture } = networkHelpers;
const ZERO = "0x0000000000000000000000000000000000000000";

async function blocking() {
  const parts = await calledIn("BlockingToken");
  await open(parts);
  await submit(parts);
  return parts;
}

async function skimming() {
  return calledIn("SkimmingToken");
}

async function reentering() {
  const parts = await calledIn("ReenteringToken");
  await open(parts);
  await submit(parts);
  await as(parts.bounties, parts.sponsor).accept(1n);
  return parts;
}

describe("AuditBounties.collect", () => {
  it("pays what is the caller's to whom he names, once", async () => {
    const { bounties, token, sponsor, auditor, stranger } = await loadFixture(submitted);
    await as(bounties, sponsor).accept(1n);
    const collecting = as(bounties, auditor).collect(stranger.address);
    await expect(collecting)
      .to.emit(bounties, "Collected")
      .withArgs(auditor.address, stranger.address, REWARD + BOND);
    await expect(collecting).to.changeTokenBalances(
      ethers,
      token,
      [bounties, stranger.signer],
      [-(REWARD + BOND), REWARD + BOND],
    );
    await expect(as(bounties, auditor).collect(auditor.address))
      .to.be.revertedWithCustomError(bounties, "AuditBountiesNothingOwed")
      .withArgs(auditor.address);
  });

  it("pays nobody at zero", async () => {
    const { bounties, sponsor, auditor } = await loadFixture(submitted);
    await as(bounties, sponsor).accept(1n);
    await expect(as(bounties, auditor).collect(ZERO)).to.be.revertedWithCustomError(
      bounties,
      "AuditBountiesZeroAddress",
    );
  });

  it("pays an auditor whom the token blocks at another address; the sponsor's acts never wait for it", async () => {
    const { bounties, token, sponsor, auditor, stranger } = await loadFixture(blocking);
    const tricks = token as unknown as Callable<"block_">;
    await tricks.block_(auditor.address);
    await as(bounties, sponsor).accept(1n);
    await expect(as(bounties, auditor).collect(auditor.address))
      .to.be.revertedWithCustomError(token as unknown as Callable<"block_">, "BlockingTokenBlocked")
      .withArgs(auditor.address);
    await as(bounties, auditor).collect(stranger.address);
    expect(await token.balanceOf(stranger.address)).to.equal(REWARD + BOND);
  });

  it("does not pay twice a token that calls back", async () => {
    const { bounties, token, auditor } = await loadFixture(reentering);
    const again = bounties.interface.encodeFunctionData("collect", [auditor.address]);
    await (token as unknown as Callable<"arm">).arm(bounties, again);
    await expect(as(bounties, auditor).collect(auditor.address))
      .to.be.revertedWithCustomError(bounties, "AuditBountiesNothingOwed")
      .withArgs(await token.getAddress());
  });

  it("lets in no token that keeps a part: no bounty promises more than is there", async () => {
    const parts = await loadFixture(skimming);
    await expect(open(parts))
      .to.be.revertedWithCustomError(parts.bounties, "PermitTransferShort")
      .withArgs((REWARD * 99n) / 100n, REWARD);
  });
});
