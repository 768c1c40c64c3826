import { expect } from "chai";
import { zeroHash } from "viem";
import { addressOf, as, DAY, networkHelpers, now } from "../helpers/chain.ts";
import { exact, payToOf, type Exact } from "../helpers/exact.ts";
import { market, NO_PERMIT, USDC, type Market } from "../helpers/market.ts";
import { compact, malleate } from "../helpers/signatures.ts";

const { loadFixture, time } = networkHelpers;

/** In the order of `ExactSkip` in IExactPayments.sol. */
const reasons = [
  "NotYetValid",
  "Expired",
  "UnknownTerms",
  "ValueOutOfBounds",
  "Used",
  "BadSignature",
  "InsufficientBalance",
] as const;

/** $10 of the payer, and $10 of a second one whose payments must pass whatever stands beside them. */
async function funded() {
  const parts = await market();
  const { vault, token, payer, rival, gateway } = parts;
  await as(vault, payer).deposit(payer.address, gateway.address, 10n * USDC, NO_PERMIT);
  await token.mint(rival.address, 10n * USDC);
  await as(token, rival).approve(vault, 10n * USDC);
  await as(vault, rival).deposit(rival.address, gateway.address, 10n * USDC, NO_PERMIT);
  return parts;
}

function settle({ vault, settler, gateway }: Market, ...rows: Exact[]) {
  return as(vault, settler).settleExacts(gateway.address, rows);
}

async function balance({ vault, payer, gateway }: Market): Promise<bigint> {
  return (await vault.accountOf(payer.address, gateway.address)).balance;
}

async function expectSkipped(parts: Market, bad: Exact, reason: (typeof reasons)[number]): Promise<void> {
  const { vault, rival, gateway } = parts;
  const before = await balance(parts);
  const good = [
    await exact(parts, "good 1", { by: rival }),
    await exact(parts, "good 2", { by: rival }),
  ] as const;
  const claimId = (await vault.queryFilter("Claimed")).length + 1;
  await expect(settle(parts, good[0], bad, good[1]))
    .to.emit(vault, "ExactSkipped")
    .withArgs(claimId, 1n, bad.from, bad.nonce, BigInt(reasons.indexOf(reason)));
  expect(await balance(parts)).to.equal(before);
  expect((await vault.accountOf(rival.address, gateway.address)).balance).to.equal(8n * USDC);
}

describe("EscrowVault.settleExacts", () => {
  it("moves each authorisation whole to its service, split by its terms, in one payment", async () => {
    const parts = await loadFixture(funded);
    const { vault, earnings, token, payer, publisher, gateway, service, other } = parts;
    const first = await exact(parts, "one", { changes: { value: 333_333n } });
    const second = await exact(parts, "two", { quote: other });
    const tx = settle(parts, first, second);
    await expect(tx)
      .to.emit(vault, "ExactSettled")
      .withArgs(
        payer.address,
        service.serviceId,
        first.nonce,
        1n,
        service.termsHash,
        333_333n,
        16_667n,
        10_001n,
      );
    await expect(tx).to.emit(vault, "Claimed").withArgs(1n, gateway.address, 2n, 1_333_333n, zeroHash);
    await expect(tx)
      .to.emit(token, "Transfer")
      .withArgs(await addressOf(vault), await addressOf(earnings), 1_333_333n);
    expect(await balance(parts)).to.equal(10n * USDC - 1_333_333n);
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(316_666n);
    expect(await earnings.pendingOf(publisher.address, other.serviceId)).to.equal(950_000n);
    expect(await earnings.shareOf(gateway.address)).to.equal(20_000n);
    expect(await vault.isExactUsed(gateway.address, payer.address, first.nonce)).to.equal(true);
  });

  it("takes thawing money: what was accepted before the thaw is still owed", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer, gateway } = parts;
    await as(vault, payer).thaw(gateway.address, 10n * USDC);
    await settle(parts, await exact(parts, "one"));
    expect([...(await vault.accountOf(payer.address, gateway.address))].slice(0, 2)).to.deep.equal([
      9n * USDC,
      9n * USDC,
    ]);
  });

  it("takes the terms of the row before when a row names none, though that one was skipped", async () => {
    const parts = await loadFixture(funded);
    const { vault, rival } = parts;
    const late = await exact(parts, "late", { changes: { validBefore: await now() } });
    const unnamed = { termsId: zeroHash, feeVersion: 0 };
    const tx = settle(parts, late, { ...(await exact(parts, "one", { by: rival })), ...unnamed });
    await expect(tx).to.emit(vault, "ExactSkipped");
    await expect(tx).to.emit(vault, "ExactSettled");
    expect(await balance(parts)).to.equal(10n * USDC);
  });

  it("is for the gateway's settler alone, and neither empty nor too long", async () => {
    const parts = await loadFixture(funded);
    const { vault, gateway, stranger, rival, settler } = parts;
    const rows = [await exact(parts, "one")];
    for (const [who, at] of [
      [stranger, gateway],
      [gateway, gateway],
      [settler, rival],
    ] as const) {
      await expect(as(vault, who).settleExacts(at.address, rows))
        .to.be.revertedWithCustomError(vault, "EscrowVaultNotSettler")
        .withArgs(at.address, who.address);
    }
    await expect(settle(parts)).to.be.revertedWithCustomError(vault, "EscrowVaultEmptyClaim");
    await expect(settle(parts, ...Array<Exact>(251).fill(rows[0]!)))
      .to.be.revertedWithCustomError(vault, "EscrowVaultTooManyRows")
      .withArgs(251n, 250n);
  });

  it("skips one that has been used, in this batch or before", async () => {
    const parts = await loadFixture(funded);
    const row = await exact(parts, "one");
    await settle(parts, row, row);
    expect(await balance(parts)).to.equal(9n * USDC);
    await expectSkipped(parts, row, "Used");
  });

  it("skips one before its time and from its end on, and takes it a second inside", async () => {
    const parts = await loadFixture(funded);
    const at = (await now()) + 100n;
    const early = await exact(parts, "early", { changes: { validAfter: at } });
    const late = await exact(parts, "late", { changes: { validBefore: at } });
    await time.setNextBlockTimestamp(at - 1n);
    await settle(parts, late);
    expect(await balance(parts)).to.equal(9n * USDC);
    await time.setNextBlockTimestamp(at);
    await expectSkipped(parts, early, "NotYetValid");
    await settle(parts, early);
    expect(await balance(parts)).to.equal(8n * USDC);
    const again = await loadFixture(funded);
    const validBefore = (await now()) + 100n;
    const over = await exact(again, "over", { changes: { validBefore } });
    await time.setNextBlockTimestamp(validBefore);
    await expectSkipped(again, over, "Expired");
  });

  it("skips terms that were never published, nothing, and what no account can hold", async () => {
    const parts = await loadFixture(funded);
    await expectSkipped(parts, await exact(parts, "v9", { changes: { feeVersion: 9 } }), "UnknownTerms");
    for (const value of [0n, 2n ** 96n]) {
      const fresh = await loadFixture(funded);
      await expectSkipped(fresh, await exact(fresh, "value", { changes: { value } }), "ValueOutOfBounds");
    }
  });

  it("skips more than the balance, whole: it never pays a part", async () => {
    const parts = await loadFixture(funded);
    const over = await exact(parts, "over", { changes: { value: 10n * USDC + 1n } });
    await expectSkipped(parts, over, "InsufficientBalance");
  });

  it("skips what the payer signed for another service, other terms or another receiver", async () => {
    const parts = await loadFixture(funded);
    const { other, stranger } = parts;
    const elsewhere = {
      ...(await exact(parts, "one", { quote: other })),
      serviceId: parts.service.serviceId,
    };
    await expectSkipped(parts, { ...elsewhere, termsId: parts.service.termsId }, "BadSignature");
    const fresh = await loadFixture(funded);
    await expectSkipped(fresh, await exact(fresh, "two", { to: stranger.address }), "BadSignature");
  });

  it("skips what is signed for the Credit of another gateway: nobody can drain a foreign account", async () => {
    const parts = await loadFixture(funded);
    const foreign = await exact(parts, "one", { gateway: parts.rival.address });
    await expectSkipped(parts, foreign, "BadSignature");
  });

  it("skips a changed amount, a stranger's signature, and other forms of a valid one", async () => {
    const change: ((row: Exact, foreign: Exact) => Exact)[] = [
      (row) => ({ ...row, value: 2n * USDC }),
      (row, { signature }) => ({ ...row, signature }),
      (row) => ({ ...row, signature: malleate(row.signature) }),
      (row) => ({ ...row, signature: compact(row.signature) }),
      (row) => ({ ...row, signature: "0x" }),
    ];
    for (const bad of change) {
      const parts = await loadFixture(funded);
      const foreign = await exact(parts, "one", {
        by: parts.stranger,
        changes: { from: parts.payer.address },
      });
      await expectSkipped(parts, bad(await exact(parts, "one"), foreign), "BadSignature");
    }
  });

  it("goes on while the gateway leaves, and for a service that was delisted", async () => {
    const parts = await loadFixture(funded);
    const { gateways, services, gateway, publisher, service } = parts;
    await as(gateways, gateway).requestExit();
    await as(services, publisher).setStatus(service.serviceId, 0);
    await time.increase(DAY / 2n);
    await settle(parts, await exact(parts, "one"));
    expect(await balance(parts)).to.equal(9n * USDC);
  });

  it("signs for the address of the PayTo, whether that is deployed or not", async () => {
    const parts = await loadFixture(funded);
    const { doors, service } = parts;
    const payTo = await payToOf(parts, service);
    await settle(parts, await exact(parts, "before"));
    await doors.openPayTo(service.serviceId, service.termsId, service.feeVersion);
    await settle(parts, await exact(parts, "after", { to: payTo }));
    expect(await balance(parts)).to.equal(8n * USDC);
  });
});
