import { expect } from "chai";
import { zeroAddress } from "viem";
import { as, DAY, ethers, networkHelpers } from "../helpers/chain.ts";
import { answered, DISPUTE_BOND } from "../helpers/dispute.ts";

const { loadFixture, time } = networkHelpers;

/** An answer that stood: the dispute bond is the gateway's. */
async function dismissed() {
  const parts = await answered();
  await time.increase(2n * DAY + 1n);
  await parts.disputes.conclude(1n);
  return parts;
}

describe("ChargeDisputes.collect", () => {
  it("pays to whom the owner of the bond says, once", async () => {
    const { disputes, token, gateway, stranger } = await loadFixture(dismissed);
    const collecting = as(disputes, gateway).collect(stranger.address);
    await expect(collecting)
      .to.emit(disputes, "Collected")
      .withArgs(gateway.address, stranger.address, DISPUTE_BOND);
    await expect(collecting).to.changeTokenBalances(
      ethers,
      token,
      [stranger.signer, disputes],
      [DISPUTE_BOND, -DISPUTE_BOND],
    );
    await expect(as(disputes, gateway).collect(stranger.address))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesNothingOwed")
      .withArgs(gateway.address);
  });

  it("pays nobody who is owed nothing, and nothing to nobody", async () => {
    const { disputes, gateway, payer } = await loadFixture(dismissed);
    await expect(as(disputes, payer).collect(payer.address))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesNothingOwed")
      .withArgs(payer.address);
    await expect(as(disputes, gateway).collect(zeroAddress)).to.be.revertedWithCustomError(
      disputes,
      "ChargeDisputesZeroAddress",
    );
  });
});
