import { expect } from "chai";
import { keccak256, zeroHash } from "viem";
import { addressOf, as, DAY, ethers, HOUR, networkHelpers, now } from "../helpers/chain.ts";
import { claimHash, ledgerId, rowHash, SKIPPED } from "../helpers/claim-hash.ts";
import {
  answered,
  answerWith,
  claimedFive,
  claimedRow,
  claimServed,
  disputable,
  DISPUTE_BOND,
  disputed,
  open,
  POSITION,
  PRICES,
  Reason,
  refuteSecond,
  SECOND,
  serve,
  State,
} from "../helpers/dispute.ts";
import { permitFor } from "../helpers/listing.ts";
import { NO_PERMIT, USDC } from "../helpers/market.ts";
import { receiptFor } from "../helpers/receipt.ts";
import { row, signedGrant } from "../helpers/sign.ts";

const { loadFixture, time } = networkHelpers;
const CHARGED = 50_001n;

describe("ChargeDisputes.open", () => {
  it("points at one unit of a row, tells the reason, and takes the bond", async () => {
    const parts = await loadFixture(claimedFive);
    const { disputes, token, gateways, payer, gateway, claimed } = parts;
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    const opening = open(parts, claimed, POSITION, { reason: Reason.PriceOverTerms });
    await expect(opening)
      .to.emit(disputes, "DisputeOpened")
      .withArgs(
        1n,
        payer.address,
        gateway.address,
        1n,
        Object.values(claimedRow(claimed)),
        POSITION,
        Reason.PriceOverTerms,
        DISPUTE_BOND,
        at + 3n * DAY,
      );
    await expect(opening).to.changeTokenBalances(
      ethers,
      token,
      [payer.signer, disputes],
      [-DISPUTE_BOND, DISPUTE_BOND],
    );
    const { claim, rows } = claimed;
    expect([...(await disputes.disputeOf(1n))]).to.deep.equal([
      payer.address,
      POSITION,
      gateway.address,
      DISPUTE_BOND,
      0n,
      CHARGED,
      at + 3n * DAY,
      BigInt(State.Open),
      1n,
      0n,
      0n,
      0n,
      ledgerId(rows[0]!.row),
      rows[0]!.row.voucher.termsHash,
      claim.receiptsRoot,
      zeroHash,
    ]);
    expect([...(await disputes.rowOf(1n, 0n))]).to.deep.equal([1n, true, 0n]);
    expect(await disputes.disputeCount()).to.equal(1n);
    expect(await gateways.openCases(gateway.address)).to.equal(1n);
  });

  it("takes the bond by permit, in one transaction", async () => {
    const parts = await loadFixture(claimedFive);
    const { disputes, token, payer, claimed } = parts;
    await as(token, payer).approve(disputes, 0n);
    const permit = await permitFor(parts, payer, await addressOf(disputes), DISPUTE_BOND);
    await open(parts, claimed, POSITION, { permit });
    expect(await token.balanceOf(disputes)).to.equal(DISPUTE_BOND);
  });

  it("refuses a dispute without a bond", async () => {
    const parts = await loadFixture(claimedFive);
    const { disputes, token, payer, claimed } = parts;
    await as(token, payer).approve(disputes, DISPUTE_BOND - 1n);
    await expect(open(parts, claimed))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
      .withArgs(await addressOf(disputes), DISPUTE_BOND - 1n, DISPUTE_BOND);
  });

  it("is the payer's alone: neither a stranger nor his own session key opens it", async () => {
    const parts = await loadFixture(claimedFive);
    const { disputes, payer, stranger, key, claimed } = parts;
    for (const who of [stranger, key]) {
      await expect(
        as(disputes, who).open(claimed.claim, claimedRow(claimed), POSITION, Reason.NoSuchCall, NO_PERMIT),
      )
        .to.be.revertedWithCustomError(disputes, "ChargeDisputesNotPayer")
        .withArgs(payer.address, who.address);
    }
  });

  it("lets a payer dispute what his session key spent", async () => {
    const parts = await loadFixture(disputable);
    const { disputes, vault, key } = parts;
    await vault.grantKey(await signedGrant(parts));
    const claimed = await claimServed(parts, [await serve(parts, PRICES, { wishes: { by: key } })]);
    await open(parts, claimed);
    expect((await disputes.disputeOf(1n)).ledgerId).to.equal(ledgerId(claimed.rows[0]!.row));
  });

  it("takes any unit of the row and none beside it", async () => {
    const parts = await loadFixture(disputable);
    const { disputes } = parts;
    const first = await claimServed(parts, [await serve(parts, PRICES)]);
    const next = await claimServed(parts, [await serve(parts, [10_000n], { before: CHARGED })]);
    for (const position of [CHARGED, CHARGED + 10_001n]) {
      await expect(open(parts, next, position))
        .to.be.revertedWithCustomError(disputes, "ChargeDisputesPositionOutside")
        .withArgs(position, CHARGED, CHARGED + 10_000n);
    }
    await open(parts, next, CHARGED + 1n);
    await open(parts, first, CHARGED);
    const second = await claimServed(parts, [await serve(parts, [10_000n], { before: CHARGED + 10_000n })]);
    await open(parts, second, CHARGED + 20_000n);
  });

  it("takes it until 48 hours after the claim, and not a second later", async () => {
    const parts = await loadFixture(claimedFive);
    const { disputes, claimed } = parts;
    const latest = claimed.claim.time + 48n * HOUR;
    await time.setNextBlockTimestamp(latest + 1n);
    await expect(open(parts, claimed))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesTooLate")
      .withArgs(latest + 1n, latest);
  });

  it("takes it in the last second", async () => {
    const parts = await loadFixture(claimedFive);
    await time.setNextBlockTimestamp(parts.claimed.claim.time + 48n * HOUR);
    await open(parts, parts.claimed);
  });

  it("believes no claim that the vault does not know: no other gateway, time, receipts or rows", async () => {
    const parts = await loadFixture(claimedFive);
    const { disputes, rival, claimed } = parts;
    const { claim } = claimed;
    for (const change of [
      { gateway: rival.address },
      { time: claim.time + 1n },
      { receiptsRoot: keccak256("0x01") },
      { rowHashes: [...claim.rowHashes, SKIPPED] },
    ]) {
      const other = { ...claim, ...change };
      const given = claimHash(other.gateway, other.time, other.receiptsRoot, other.rowHashes);
      await expect(open(parts, { ...claimed, claim: other }))
        .to.be.revertedWithCustomError(disputes, "ChargeDisputesOtherClaim")
        .withArgs(1n, given, claimHash(claim.gateway, claim.time, claim.receiptsRoot, claim.rowHashes));
    }
    const given = claimHash(claim.gateway, claim.time, claim.receiptsRoot, claim.rowHashes);
    await expect(open(parts, { ...claimed, claim: { ...claim, claimId: 2n } }))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesOtherClaim")
      .withArgs(2n, given, zeroHash);
  });

  it("believes no row that the claim does not hold", async () => {
    const parts = await loadFixture(claimedFive);
    const { disputes, payer, claimed } = parts;
    const [served] = claimed.rows;
    const call = as(disputes, payer);
    const greater = { ...claimedRow(claimed), charged: CHARGED + 1n };
    await expect(call.open(claimed.claim, greater, POSITION, Reason.NoSuchCall, NO_PERMIT))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesOtherRow")
      .withArgs(0n, rowHash({ ...served!.row, charged: CHARGED + 1n }, 0n), claimed.claim.rowHashes[0]);
    await expect(
      call.open(claimed.claim, { ...claimedRow(claimed), index: 1n }, POSITION, Reason.NoSuchCall, NO_PERMIT),
    )
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesNoSuchRow")
      .withArgs(1n, 1n);
  });

  it("refuses a row that the vault skipped: nothing was taken with it", async () => {
    const parts = await loadFixture(disputable);
    const { disputes } = parts;
    const served = await serve(parts, PRICES);
    const claimed = await claimServed(parts, [served, served], { skipped: [1] });
    await expect(open(parts, claimed, POSITION, { index: 1 }))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesOtherRow")
      .withArgs(1n, rowHash(served.row, 0n), zeroHash);
  });

  it("refuses a forced claim: that was one receipt, and it was shown", async () => {
    const parts = await loadFixture(disputable);
    const { disputes, forced, gateway } = parts;
    const made = await row(parts, { charged: USDC });
    const args = await receiptFor(parts, made);
    await time.increase(6n * HOUR);
    await forced.forceClaim(made, ...args);
    const rows = [{ row: made, before: 0n, start: 0n, receipts: [] }];
    const claim = {
      claimId: 1n,
      gateway: gateway.address,
      time: await now(),
      receiptsRoot: zeroHash,
      rowHashes: [rowHash(made, 0n)],
    };
    await expect(open(parts, { claim, rows }))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesOtherClaim")
      .withArgs(1n, claimHash(claim.gateway, claim.time, zeroHash, claim.rowHashes), zeroHash);
  });
});

describe("A payer cannot grind a gateway down", () => {
  it("with a second dispute of a row before the first is answered", async () => {
    const parts = await loadFixture(disputed);
    await expect(open(parts, parts.claimed, 1n))
      .to.be.revertedWithCustomError(parts.disputes, "ChargeDisputesRowOpen")
      .withArgs(1n, 0n);
  });

  it("with more than three of a row, each of which earns the gateway his bond", async () => {
    const parts = await loadFixture(claimedFive);
    const { disputes, gateway, claimed } = parts;
    const ids = [1n, 2n, 3n];
    for (const disputeId of ids) {
      await open(parts, claimed);
      await disputes.answer(disputeId, answerWith(parts, claimed, SECOND));
    }
    expect([...(await disputes.rowOf(1n, 0n))]).to.deep.equal([3n, false, 0n]);
    await expect(open(parts, claimed))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesRowWorn")
      .withArgs(1n, 0n, 3n);
    await time.increase(2n * DAY + 1n);
    for (const disputeId of ids) await disputes.conclude(disputeId);
    expect(await disputes.owedTo(gateway.address)).to.equal(3n * DISPUTE_BOND);
  });

  it("nor dispute again what he was refunded", async () => {
    const parts = await loadFixture(answered);
    const { disputes, claimed } = parts;
    await refuteSecond(parts);
    await expect(open(parts, claimed))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesRowRefunded")
      .withArgs(1n, 0n);
  });
});
