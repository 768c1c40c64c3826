import { expect } from "chai";
import { zeroAddress } from "viem";
import { addressOf, as, ethers, networkHelpers } from "../helpers/chain.ts";
import { afterDeadline, MIN_BOND, ruledRejected } from "../helpers/court.ts";

const { loadFixture } = networkHelpers;

async function closed() {
  const parts = await ruledRejected();
  await afterDeadline(parts);
  await parts.court.execute(1n);
  return parts;
}

describe("Court.collect", () => {
  it("pays the bonds that are the caller's, once, wherever he says", async () => {
    const parts = await loadFixture(closed);
    const { token, publisher, stranger } = parts;
    const won = MIN_BOND + MIN_BOND / 2n;
    const collecting = as(parts.court, publisher).collect(stranger.address);
    await expect(collecting)
      .to.emit(parts.court, "BondsCollected")
      .withArgs(publisher.address, stranger.address, won);
    await expect(collecting).to.changeTokenBalances(
      ethers,
      token,
      [parts.court, stranger.signer],
      [-won, won],
    );
    await expect(as(parts.court, publisher).collect(stranger.address))
      .to.be.revertedWithCustomError(parts.court, "CourtNothingOwed")
      .withArgs(publisher.address);
  });

  it("refuses to pay nobody", async () => {
    const parts = await loadFixture(closed);
    await expect(as(parts.court, parts.publisher).collect(zeroAddress)).to.be.revertedWithCustomError(
      parts.court,
      "CourtZeroAddress",
    );
  });
});

describe("Court.sweepTreasury", () => {
  it("pays the Treasury what is its, whoever asks, once", async () => {
    const parts = await loadFixture(closed);
    const { token, treasury, stranger } = parts;
    await expect(as(parts.court, stranger).sweepTreasury()).to.changeTokenBalances(
      ethers,
      token,
      [parts.court, treasury],
      [-MIN_BOND / 2n, MIN_BOND / 2n],
    );
    await expect(as(parts.court, stranger).sweepTreasury())
      .to.be.revertedWithCustomError(parts.court, "CourtNothingOwed")
      .withArgs(await addressOf(treasury));
  });
});
