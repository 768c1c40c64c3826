import { expect } from "chai";
import { zeroAddress, zeroHash } from "viem";
import {
  addressOf,
  as,
  DAY,
  deploy,
  ethers,
  networkHelpers,
  now,
  type Callable,
} from "../../helpers/chain.ts";
import { USDC } from "../../helpers/market.ts";
import { AUDITS, budgeted, HELD, PAID, PAYMENT, PURPOSE, requested } from "./fixture.ts";

const { loadFixture, time } = networkHelpers;

describe("Treasury.requestPayment", () => {
  it("tells what is asked, for whom and why, and counts as the member's approval", async () => {
    const { treasury, budgetId, first, stranger } = await loadFixture(budgeted);
    const tx = as(treasury, first).requestPayment(budgetId, stranger.address, 5n * USDC, PURPOSE);
    await expect(tx)
      .to.emit(treasury, "Requested")
      .withArgs(
        1n,
        budgetId,
        stranger.address,
        PAYMENT,
        5n * USDC,
        AUDITS,
        PURPOSE.documentHash,
        PURPOSE.uri,
      );
    await expect(tx).to.emit(treasury, "Approved").withArgs(1n, first.address);
    expect((await treasury.approvalsOf(1n)).toArray(true)).to.deep.equal([[first.address, await now()]]);
    expect((await treasury.progressOf(1n)).toArray()).to.deep.equal([1n, 1n, await now()]);
  });

  it("refuses who is not of the council", async () => {
    const { treasury, budgetId, admin, stranger } = await loadFixture(budgeted);
    for (const who of [stranger, admin]) {
      await expect(as(treasury, who).requestPayment(budgetId, who.address, 1n, PURPOSE))
        .to.be.revertedWithCustomError(treasury, "TreasuryNotMember")
        .withArgs(budgetId, who.address);
    }
  });

  it("refuses more than the largest band, nothing, nobody, and what has no category", async () => {
    const { treasury, budgetId, first, stranger } = await loadFixture(budgeted);
    const call = as(treasury, first);
    await expect(call.requestPayment(budgetId, stranger.address, 50_000n * USDC + 1n, PURPOSE))
      .to.be.revertedWithCustomError(treasury, "TreasuryOverBands")
      .withArgs(budgetId, 50_000n * USDC + 1n, 50_000n * USDC);
    await expect(call.requestPayment(budgetId, stranger.address, 0n, PURPOSE)).to.be.revertedWithCustomError(
      treasury,
      "TreasuryZeroAmount",
    );
    await expect(call.requestPayment(budgetId, zeroAddress, 1n, PURPOSE)).to.be.revertedWithCustomError(
      treasury,
      "TreasuryZeroAddress",
    );
    await expect(
      call.requestPayment(budgetId, stranger.address, 1n, { ...PURPOSE, category: zeroHash }),
    ).to.be.revertedWithCustomError(treasury, "TreasuryNoCategory");
  });
});

describe("Treasury.approve", () => {
  it("counts each member once", async () => {
    const fixture = await loadFixture(budgeted);
    const { treasury, first, second, stranger, budgetId } = fixture;
    const id = await requested(fixture, first, 10_000n * USDC);
    await expect(as(treasury, second).approve(id)).to.emit(treasury, "Approved").withArgs(id, second.address);
    for (const who of [first, second]) {
      await expect(as(treasury, who).approve(id))
        .to.be.revertedWithCustomError(treasury, "TreasuryApprovedAlready")
        .withArgs(id, who.address);
    }
    await expect(as(treasury, stranger).approve(id))
      .to.be.revertedWithCustomError(treasury, "TreasuryNotMember")
      .withArgs(budgetId, stranger.address);
  });

  it("refuses a request that nobody made", async () => {
    const { treasury, first } = await loadFixture(budgeted);
    for (const id of [0n, 1n]) {
      await expect(as(treasury, first).approve(id))
        .to.be.revertedWithCustomError(treasury, "TreasuryUnknownRequest")
        .withArgs(id, 0n);
    }
  });
});

describe("Treasury.pay", () => {
  it("pays a small sum at once by one member's word, whoever calls, and once", async () => {
    const fixture = await loadFixture(budgeted);
    const { treasury, usdc, first, stranger, rival } = fixture;
    const id = await requested(fixture, first, 1_000n * USDC);
    const tx = as(treasury, rival).pay(id);
    await expect(tx)
      .to.emit(treasury, "Paid")
      .withArgs(id, AUDITS, await addressOf(usdc), stranger.address, 1_000n * USDC);
    await expect(tx).to.changeTokenBalances(
      ethers,
      usdc,
      [treasury, stranger.signer],
      [-1_000n * USDC, 1_000n * USDC],
    );
    await expect(treasury.pay(id))
      .to.be.revertedWithCustomError(treasury, "TreasuryWrongState")
      .withArgs(id, PAID);
  });

  it("asks two members and a day of more, and three members and three days of much", async () => {
    const fixture = await loadFixture(budgeted);
    const { treasury, usdc, first, second, third, stranger } = fixture;
    const more = await requested(fixture, first, 1_000n * USDC + 1n);
    const much = await requested(fixture, first, 50_000n * USDC);
    await expect(treasury.pay(more))
      .to.be.revertedWithCustomError(treasury, "TreasuryTooFewApprovals")
      .withArgs(more, 1n, 2n);
    await time.increase(2n * DAY);
    await as(treasury, second).approve(more);
    const approvedAt = await now();
    // The day begins with the approval that was missing, not with the request.
    await expect(treasury.pay(more))
      .to.be.revertedWithCustomError(treasury, "TreasuryTooEarly")
      .withArgs(more, approvedAt + DAY);
    await time.setNextBlockTimestamp(approvedAt + DAY);
    await treasury.pay(more);

    await as(treasury, second).approve(much);
    await expect(treasury.pay(much))
      .to.be.revertedWithCustomError(treasury, "TreasuryTooFewApprovals")
      .withArgs(much, 2n, 3n);
    await as(treasury, third).approve(much);
    const muchAt = (await now()) + 3n * DAY;
    await time.setNextBlockTimestamp(muchAt - 1n);
    await expect(treasury.pay(much))
      .to.be.revertedWithCustomError(treasury, "TreasuryTooEarly")
      .withArgs(much, muchAt);
    await time.setNextBlockTimestamp(muchAt);
    await treasury.pay(much);
    expect(await usdc.balanceOf(stranger.address)).to.equal(51_000n * USDC + 1n);
  });

  it("does not restart the delay for an approval that was not needed", async () => {
    const fixture = await loadFixture(budgeted);
    const { treasury, first, second, third } = fixture;
    const id = await requested(fixture, first, 10_000n * USDC);
    await as(treasury, second).approve(id);
    const payableAt = (await now()) + DAY;
    await time.increase(DAY / 2n);
    await as(treasury, third).approve(id);
    expect((await treasury.progressOf(id)).toArray()).to.deep.equal([3n, 2n, payableAt]);
    await time.setNextBlockTimestamp(payableAt);
    await treasury.pay(id);
  });

  it("counts the approvals of who is a member then", async () => {
    const fixture = await loadFixture(budgeted);
    const { treasury, council, members, first, second, third } = fixture;
    const id = await requested(fixture, first, 10_000n * USDC);
    await as(treasury, second).approve(id);
    const addresses = members.map(({ address }) => address);
    const termEnd = (await now()) + 365n * DAY;
    await council.setMembers(addresses.slice(1), 3n, termEnd);
    await time.increase(DAY);
    await expect(treasury.pay(id))
      .to.be.revertedWithCustomError(treasury, "TreasuryTooFewApprovals")
      .withArgs(id, 1n, 2n);
    await as(treasury, third).approve(id);
    await expect(treasury.pay(id))
      .to.be.revertedWithCustomError(treasury, "TreasuryTooEarly")
      .withArgs(id, (await now()) + DAY);
    await time.increase(DAY);
    await treasury.pay(id);
  });

  it("pays nothing by a council whose term is over", async () => {
    const fixture = await loadFixture(budgeted);
    const { treasury, council, members, first } = fixture;
    const id = await requested(fixture, first, 1n);
    const addresses = members.map(({ address }) => address);
    const termEnd = (await now()) + 2n * DAY;
    await council.setMembers(addresses, 3n, termEnd);
    await time.setNextBlockTimestamp(termEnd);
    await expect(treasury.pay(id))
      .to.be.revertedWithCustomError(treasury, "TreasuryTooFewApprovals")
      .withArgs(id, 0n, 1n);
  });

  it("holds the bands of the day to what was requested before", async () => {
    const fixture = await loadFixture(budgeted);
    const { treasury, first, budget, budgetId } = fixture;
    const id = await requested(fixture, first, 1_000n * USDC);
    const bands = [{ maxAmount: 1_000n * USDC, delay: 0n, approvals: 2n }];
    await treasury.setBudget(budgetId, { ...budget, bands });
    await expect(treasury.pay(id))
      .to.be.revertedWithCustomError(treasury, "TreasuryTooFewApprovals")
      .withArgs(id, 1n, 2n);
    await treasury.setBudget(budgetId, { ...budget, bands: [{ ...bands[0], maxAmount: 1n }] });
    await expect(treasury.pay(id))
      .to.be.revertedWithCustomError(treasury, "TreasuryOverBands")
      .withArgs(budgetId, 1_000n * USDC, 1n);
  });

  it("finds a request of thirty days dead", async () => {
    const fixture = await loadFixture(budgeted);
    const { treasury, first, second } = fixture;
    const id = await requested(fixture, first, 1n);
    const deadAt = (await now()) + 30n * DAY;
    await time.increaseTo(deadAt);
    for (const call of [() => treasury.pay(id), () => as(treasury, second).approve(id)]) {
      await expect(call())
        .to.be.revertedWithCustomError(treasury, "TreasuryRequestExpired")
        .withArgs(id, deadAt);
    }
  });

  it("waits where the treasury has less", async () => {
    const fixture = await loadFixture(budgeted);
    const { treasury, usdc, first, rival } = fixture;
    const id = await requested(fixture, first, 1_000n * USDC);
    await treasury.spendUncapped(usdc, rival.address, HELD - 1n, AUDITS);
    await expect(treasury.pay(id))
      .to.be.revertedWithCustomError(treasury, "TreasuryInsufficientBalance")
      .withArgs(1n, 1_000n * USDC);
    await usdc.mint(treasury, 1_000n * USDC);
    await treasury.pay(id);
  });

  it("is not entered again by a token that calls back", async () => {
    const fixture = await loadFixture(budgeted);
    const { treasury, first, stranger, budget } = fixture;
    const token = await deploy<Callable<"mint" | "arm" | "balanceOf">>("ReenteringToken");
    await token.mint(treasury, 100n);
    await treasury.openBudget({ ...budget, token: await addressOf(token) });
    const call = as(treasury, first);
    await call.requestPayment(2n, stranger.address, 10n, PURPOSE);
    await call.requestPayment(2n, stranger.address, 10n, PURPOSE);
    await token.arm(treasury, treasury.interface.encodeFunctionData("pay", [2n]));
    await expect(treasury.pay(1n)).to.be.revertedWithCustomError(treasury, "ReentrancyGuardReentrantCall");
    expect(await token.balanceOf(stranger.address)).to.equal(0n);
  });
});
