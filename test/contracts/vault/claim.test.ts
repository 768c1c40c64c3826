import { expect } from "chai";
import { encodeAbiParameters, keccak256, zeroHash, type Hex } from "viem";
import {
  addressOf,
  as,
  DAY,
  HOUR,
  networkHelpers,
  now,
  person,
  withCode,
  type Person,
} from "../helpers/chain.ts";
import { market, NO_PERMIT, roomyMarket, termsHash, USDC, type Market } from "../helpers/market.ts";
import { row, signedGrant, type Row } from "../helpers/sign.ts";
import { compact, malleate } from "../helpers/signatures.ts";

const { loadFixture, time } = networkHelpers;

/** In the order of `SkipReason` in IEscrowVault.sol. */
const reasons = [
  "WrongGateway",
  "WrongEpoch",
  "Expired",
  "UnknownTerms",
  "NothingNew",
  "OverVoucher",
  "BadSignature",
  "UnknownKey",
  "KeyExpired",
  "OverCap",
  "ServiceNotGranted",
  "InsufficientBalance",
] as const;

type Reason = (typeof reasons)[number];

/** A payer with $10 at the gateway, and $10 of a second one, whose rows must pass whatever stands beside them. */
async function funded() {
  const parts = await market();
  const { vault, token, payer, rival, gateway } = parts;
  await as(vault, payer).deposit(payer.address, gateway.address, 10n * USDC, NO_PERMIT);
  await token.mint(rival.address, 10n * USDC);
  await as(token, rival).approve(vault, 10n * USDC);
  await as(vault, rival).deposit(rival.address, gateway.address, 10n * USDC, NO_PERMIT);
  return parts;
}

/** A row of the second payer. */
function goodRow(parts: Market, charged = USDC): Promise<Row> {
  return row(parts, { by: parts.rival, charged, voucher: { payer: parts.rival.address } });
}

function claim({ vault, settler, gateway }: Market, ...rows: Row[]) {
  return as(vault, settler).claim(gateway.address, rows, zeroHash);
}

/** Claims the bad row between two good ones: it is skipped for `reason`, they are paid, nothing of its payer moves. */
async function expectSkipped(parts: Market, bad: Row, reason: Reason): Promise<void> {
  const { vault, payer, rival, gateway, token } = parts;
  const before = await vault.accountOf(payer.address, gateway.address);
  const held = await token.balanceOf(vault);
  const tx = await claim(parts, await goodRow(parts), bad, await goodRow(parts, 2n * USDC));
  await expect(tx)
    .to.emit(vault, "RowSkipped")
    .withArgs(
      await claims(parts),
      1n,
      bad.voucher.payer,
      bad.voucher.serviceId,
      bad.voucher.key,
      BigInt(reasons.indexOf(reason)),
    );
  expect(await vault.accountOf(payer.address, gateway.address)).to.deep.equal(before);
  expect((await vault.accountOf(rival.address, gateway.address)).balance).to.equal(8n * USDC);
  expect(await token.balanceOf(vault)).to.equal(held - 2n * USDC);
}

/** Id of the newest claim. */
async function claims({ vault }: Market): Promise<bigint> {
  const events = await vault.queryFilter("Claimed");
  return BigInt(events.length);
}

describe("EscrowVault.claim", () => {
  it("moves what the payer signed, and every share of it, to the base unit", async () => {
    const parts = await loadFixture(funded);
    const { vault, earnings, token, payer, publisher, gateway, service } = parts;
    // 333,333 at 5 %: fee 16,666.65 up to 16,667; gateway 5,000.1; rewards 1,666.7; the rest is the treasury's.
    const only = await row(parts, { charged: 333_333n, voucher: { cumulative: USDC } });
    const root = keccak256("0x01");
    const tx = as(vault, parts.settler).claim(gateway.address, [only], root);
    await expect(tx)
      .to.emit(vault, "RowClaimed")
      .withArgs(
        payer.address,
        service.serviceId,
        payer.address,
        1n,
        service.termsHash,
        0n,
        333_333n,
        333_333n,
        16_667n,
        10_001n,
      );
    await expect(tx).to.emit(vault, "Claimed").withArgs(1n, gateway.address, 1n, 333_333n, root);
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(10n * USDC - 333_333n);
    expect(
      await vault.ledgerOf(payer.address, gateway.address, payer.address, service.serviceId),
    ).to.deep.equal([333_333n, 10_001n, 0n]);
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(316_666n);
    expect(await earnings.shareOf(gateway.address)).to.equal(5_000n);
    expect(await earnings.rewardsAccrued()).to.equal(1_666n);
    expect(await earnings.treasuryAccrued()).to.equal(10_001n);
    expect(await token.balanceOf(earnings)).to.equal(333_333n);
  });

  it("rounds the fee up even when that takes the whole of a single base unit", async () => {
    const parts = await loadFixture(funded);
    const { vault, earnings, publisher, service } = parts;
    await expect(claim(parts, await row(parts, { charged: 1n }))).to.emit(vault, "RowClaimed");
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(0n);
    expect(await earnings.treasuryAccrued()).to.equal(1n);
  });

  it("takes only what is new of a cumulative charge", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer, gateway } = parts;
    await claim(parts, await row(parts, { charged: USDC }));
    await claim(parts, await row(parts, { charged: 3n * USDC }));
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(7n * USDC);
  });

  it("passes one payment for a whole batch, one entry per service and integrator", async () => {
    const parts = await loadFixture(funded);
    const { vault, earnings, token, key, integrator, publisher, service, other } = parts;
    await vault.grantKey(await signedGrant(parts, { integrator: integrator.address }));
    const tx = await claim(
      parts,
      await row(parts, { by: key, charged: USDC }),
      await row(parts, { by: key, charged: USDC, quote: other }),
      await row(parts, { by: key, charged: 2n * USDC }),
      await goodRow(parts),
    );
    await expect(tx)
      .to.emit(token, "Transfer")
      .withArgs(await addressOf(vault), await addressOf(earnings), 4n * USDC);
    const receipt = await tx.wait();
    const parsed = receipt.logs.map((log: { topics: string[]; data: string }) =>
      earnings.interface.parseLog(log),
    );
    const names = parsed.filter(Boolean).map(({ name }: { name: string }) => name);
    expect(names.filter((name: string) => name === "Earned")).to.have.length(2);
    expect(names.filter((name: string) => name === "IntegratorCredited")).to.have.length(1);
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(2_850_000n);
    expect(await earnings.pendingOf(publisher.address, other.serviceId)).to.equal(950_000n);
    // $3 of four were charged with the key: 10 % of their fee of $0.15.
    expect(await earnings.shareOf(integrator.address)).to.equal(15_000n);
  });

  it("keeps the shares of two integrators apart, however their rows are mixed", async () => {
    const parts = await loadFixture(funded);
    const { vault, earnings, key, integrator, rival, stranger } = parts;
    await vault.grantKey(await signedGrant(parts, { integrator: integrator.address }));
    const theirs = await person(15);
    await vault.grantKey(
      await signedGrant(
        parts,
        { payer: rival.address, key: theirs.address, integrator: stranger.address },
        { payer: rival, key: theirs },
      ),
    );
    const rivalsRow = (charged: bigint) =>
      row(parts, { by: theirs, charged, voucher: { payer: rival.address } });
    await claim(
      parts,
      await row(parts, { by: key, charged: USDC }),
      await rivalsRow(USDC),
      await row(parts, { by: key, charged: 3n * USDC }),
      await rivalsRow(2n * USDC),
    );
    expect(await earnings.shareOf(integrator.address)).to.equal(15_000n);
    expect(await earnings.shareOf(stranger.address)).to.equal(10_000n);
  });

  it("leaves the integrator's share with the treasury when a payer signs himself", async () => {
    const parts = await loadFixture(funded);
    const { vault, earnings, key, integrator } = parts;
    await vault.grantKey(await signedGrant(parts, { integrator: integrator.address }));
    await claim(parts, await row(parts, { charged: USDC }));
    expect(await earnings.shareOf(integrator.address)).to.equal(0n);
    expect(await earnings.treasuryAccrued()).to.equal(30_000n);
    await claim(parts, await row(parts, { by: key, charged: USDC }));
    expect(await earnings.shareOf(integrator.address)).to.equal(5_000n);
    expect(await earnings.treasuryAccrued()).to.equal(55_000n);
  });

  for (const role of ["owner", "payee"] as const) {
    it(`leaves it with the treasury when the service's ${role} names himself as the integrator`, async () => {
      const parts = await loadFixture(funded);
      const { vault, earnings, services, publisher, stranger, key, service } = parts;
      const self: Person = role === "owner" ? publisher : stranger;
      await setAgentWallet(parts, stranger);
      expect(await services.payeeOf(service.serviceId)).to.equal(stranger.address);
      await vault.grantKey(await signedGrant(parts, { integrator: self.address }));
      await claim(parts, await row(parts, { by: key, charged: USDC }));
      expect(await earnings.shareOf(self.address)).to.equal(0n);
      expect(await earnings.treasuryAccrued()).to.equal(30_000n);
    });
  }

  it("pays for a service that is off, delisted or without stake as for any other", async () => {
    const parts = await loadFixture(funded);
    const { vault, services, publisher, payer, gateway, service } = parts;
    await as(services, publisher).setStatus(service.serviceId, 0);
    await as(services, publisher).thawStake(service.serviceId, 100n * USDC);
    await time.increase(14n * DAY);
    await as(services, publisher).withdrawStake(service.serviceId, publisher.address);
    expect(await services.isListed(service.serviceId)).to.equal(false);
    await claim(parts, await row(parts, { charged: USDC }));
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(9n * USDC);
  });

  it("charges the fee of the row's own terms after governance has changed it", async () => {
    const parts = await loadFixture(funded);
    const { fees, admin, earnings, publisher, service } = parts;
    await as(fees, admin).publishFees(0, 3_000, 3_000, 1_000, 1_000);
    await time.increase(8n * DAY);
    const old = await row(parts, { charged: USDC });
    await claim(parts, old);
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(950_000n);
    const quote = { ...service, feeVersion: 2, termsHash: termsHash(service.termsId, 2) };
    await claim(parts, await row(parts, { charged: 2n * USDC, quote }));
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(1_650_000n);
  });

  it("claims vouchers of two terms of one ledger in one batch, each with its fee", async () => {
    const parts = await loadFixture(funded);
    const { vault, fees, admin, service, payer } = parts;
    await as(fees, admin).publishFees(0, 1_000, 3_000, 1_000, 1_000);
    const quote = { ...service, feeVersion: 2, termsHash: termsHash(service.termsId, 2) };
    const tx = claim(
      parts,
      await row(parts, { charged: USDC }),
      await row(parts, { charged: 3n * USDC, quote }),
    );
    await expect(tx)
      .to.emit(vault, "RowClaimed")
      .withArgs(
        payer.address,
        service.serviceId,
        payer.address,
        1n,
        quote.termsHash,
        0n,
        3n * USDC,
        2n * USDC,
        200_000n,
        120_000n,
      );
  });

  it("takes the terms of the row before when a row names none, though that one was skipped", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer, rival, gateway } = parts;
    const late = await row(parts, { charged: USDC, voucher: { validBefore: await now() } });
    const unnamed = { termsId: zeroHash, feeVersion: 0 };
    const tx = claim(parts, late, { ...(await goodRow(parts)), ...unnamed });
    await expect(tx).to.emit(vault, "RowSkipped");
    await expect(tx).to.emit(vault, "RowClaimed");
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(10n * USDC);
    expect((await vault.accountOf(rival.address, gateway.address)).balance).to.equal(9n * USDC);
  });

  it("is for the gateway's settler alone", async () => {
    const parts = await loadFixture(funded);
    const { vault, gateway, stranger, settler, rival } = parts;
    const rows = [await row(parts, { charged: USDC })];
    for (const who of [stranger, gateway]) {
      await expect(as(vault, who).claim(gateway.address, rows, zeroHash))
        .to.be.revertedWithCustomError(vault, "EscrowVaultNotSettler")
        .withArgs(gateway.address, who.address);
    }
    await expect(as(vault, settler).claim(rival.address, rows, zeroHash))
      .to.be.revertedWithCustomError(vault, "EscrowVaultNotSettler")
      .withArgs(rival.address, settler.address);
  });

  it("goes on while the gateway leaves", async () => {
    const parts = await loadFixture(funded);
    const { vault, gateways, gateway, payer } = parts;
    await as(gateways, gateway).requestExit();
    await claim(parts, await row(parts, { charged: USDC }));
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(9n * USDC);
  });

  it("refuses an empty claim and one of 251 rows", async () => {
    const parts = await loadFixture(funded);
    const { vault } = parts;
    await expect(claim(parts)).to.be.revertedWithCustomError(vault, "EscrowVaultEmptyClaim");
    const rows = Array<Row>(251).fill(await row(parts, { charged: USDC }));
    await expect(claim(parts, ...rows))
      .to.be.revertedWithCustomError(vault, "EscrowVaultTooManyRows")
      .withArgs(251n, 250n);
  });

  it("takes 250 rows", async () => {
    const parts = await loadFixture(funded);
    const rows: Row[] = [];
    for (let charged = 1n; charged <= 250n; charged++) rows.push(await row(parts, { charged }));
    await claim(parts, ...rows);
    const { vault, payer, gateway, earnings } = parts;
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(10n * USDC - 250n);
    // A fee of 5 % of one base unit is one base unit: 250 times.
    expect(await earnings.treasuryAccrued()).to.equal(250n);
  });

  it("refuses a batch whose sum does not fit an amount, and claims its rows one by one", async () => {
    const parts = await loadFixture(roomyMarket);
    const { vault, settler, token, payer, rival, gateway } = parts;
    const all = 2n ** 96n - 1n;
    const rows: Row[] = [];
    for (const by of [payer, rival]) {
      await token.mint(by.address, all);
      await as(token, by).approve(vault, all);
      await as(vault, by).deposit(by.address, gateway.address, all, NO_PERMIT);
      rows.push(await row(parts, { by, charged: all, voucher: { payer: by.address } }));
    }
    await expect(claim(parts, ...rows))
      .to.be.revertedWithCustomError(vault, "EscrowVaultBalanceOverflow")
      .withArgs(2n * all, all);
    await as(vault, settler).claim(gateway.address, [rows[0]], zeroHash);
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(0n);
  });

  it("says so when a batch moved nothing, and calls nobody", async () => {
    const parts = await loadFixture(funded);
    const { vault, gateway, token, earnings } = parts;
    const stale = await row(parts, { charged: USDC, voucher: { epoch: 1 } });
    const tx = claim(parts, stale);
    await expect(tx).to.emit(vault, "Claimed").withArgs(1n, gateway.address, 1n, 0n, zeroHash);
    await expect(tx).not.to.emit(token, "Transfer");
    await expect(tx).not.to.emit(earnings, "SharesCredited");
  });
});

describe("EscrowVault.claim skips", () => {
  it("a voucher for another gateway", async () => {
    const parts = await loadFixture(funded);
    const bad = await row(parts, { charged: USDC, voucher: { gateway: parts.rival.address } });
    await expectSkipped(parts, bad, "WrongGateway");
  });

  it("a voucher of another epoch", async () => {
    const parts = await loadFixture(funded);
    await expectSkipped(parts, await row(parts, { charged: USDC, voucher: { epoch: 1 } }), "WrongEpoch");
  });

  it("a voucher from its end on", async () => {
    const parts = await loadFixture(funded);
    const validBefore = (await now()) + HOUR;
    const bad = await row(parts, { charged: USDC, voucher: { validBefore } });
    await time.setNextBlockTimestamp(validBefore);
    await expectSkipped(parts, bad, "Expired");
  });

  it("but takes one a second before", async () => {
    const parts = await loadFixture(funded);
    const validBefore = (await now()) + HOUR;
    const last = await row(parts, { charged: USDC, voucher: { validBefore } });
    await time.setNextBlockTimestamp(validBefore - 1n);
    await expect(claim(parts, last)).to.emit(parts.vault, "RowClaimed");
  });

  it("terms that are not the voucher's", async () => {
    const parts = await loadFixture(funded);
    const { service, other } = parts;
    const wrongVersion = await row(parts, { charged: USDC, row: { feeVersion: 2 } });
    await expectSkipped(parts, wrongVersion, "UnknownTerms");
    const again = await loadFixture(funded);
    const foreign = await row(again, { charged: USDC, voucher: { termsHash: other.termsHash } });
    expect(service.termsHash).not.to.equal(other.termsHash);
    await expectSkipped(again, foreign, "UnknownTerms");
  });

  it("terms of another service, though the hash is theirs", async () => {
    const parts = await loadFixture(funded);
    const quote = { ...parts.other, serviceId: parts.service.serviceId };
    await expectSkipped(parts, await row(parts, { charged: USDC, quote }), "UnknownTerms");
  });

  it("a row without terms, when the row before is of another service", async () => {
    const parts = await loadFixture(funded);
    const unnamed = { termsId: zeroHash, feeVersion: 0 };
    const bad = await row(parts, { charged: USDC, quote: parts.other, row: unnamed });
    await expectSkipped(parts, bad, "UnknownTerms");
  });

  it("a row without terms whose voucher was signed for others than the row before", async () => {
    const parts = await loadFixture(funded);
    const quote = { ...parts.service, feeVersion: 2, termsHash: termsHash(parts.service.termsId, 2) };
    const unnamed = { termsId: zeroHash, feeVersion: 0 };
    await expectSkipped(parts, await row(parts, { charged: USDC, quote, row: unnamed }), "UnknownTerms");
  });

  it("a service nobody registered, and a fee version nobody published", async () => {
    const parts = await loadFixture(funded);
    const nowhere = { ...parts.service, serviceId: 999n };
    await expectSkipped(parts, await row(parts, { charged: USDC, quote: nowhere }), "UnknownTerms");
    const again = await loadFixture(funded);
    const { termsId } = again.service;
    const future = { ...again.service, feeVersion: 9, termsHash: termsHash(termsId, 9) };
    await expectSkipped(again, await row(again, { charged: USDC, quote: future }), "UnknownTerms");
  });

  it("a row that was claimed already, or is lower", async () => {
    const parts = await loadFixture(funded);
    const first = await row(parts, { charged: USDC });
    await claim(parts, first);
    await expectSkipped(parts, first, "NothingNew");
    const again = await loadFixture(funded);
    await claim(again, await row(again, { charged: USDC }));
    await expectSkipped(again, await row(again, { charged: USDC - 1n }), "NothingNew");
  });

  it("the second of two equal rows in one batch", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer, gateway } = parts;
    const once = await row(parts, { charged: USDC });
    await claim(parts, once, once);
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(9n * USDC);
  });

  it("a charge over what the voucher allows", async () => {
    const parts = await loadFixture(funded);
    const bad = await row(parts, { charged: USDC + 1n, voucher: { cumulative: USDC } });
    await expectSkipped(parts, bad, "OverVoucher");
  });

  it("a signature of somebody else, or over another amount", async () => {
    const parts = await loadFixture(funded);
    const { payer, stranger } = parts;
    const forged = await row(parts, { by: stranger, charged: USDC, voucher: { key: payer.address } });
    await expectSkipped(parts, forged, "BadSignature");
    const again = await loadFixture(funded);
    const honest = await row(again, { charged: USDC });
    const raised = { ...honest, charged: 2n * USDC, voucher: { ...honest.voucher, cumulative: 2n * USDC } };
    await expectSkipped(again, raised, "BadSignature");
  });

  it("a signature with a high s, in 64 bytes, or empty", async () => {
    const { signature } = await row(await loadFixture(funded), { charged: USDC });
    for (const other of [malleate(signature), compact(signature), "0x"] as const) {
      const parts = await loadFixture(funded);
      const honest = await row(parts, { charged: USDC });
      await expectSkipped(parts, { ...honest, signature: other }, "BadSignature");
    }
  });

  it("the zero key, whose signature is any that recovers nothing", async () => {
    const parts = await loadFixture(funded);
    const zero: Hex = `0x${"00".repeat(20)}`;
    const bad = await row(parts, { charged: USDC, voucher: { key: zero, payer: zero } });
    await expectSkipped(parts, { ...bad, signature: `0x${"00".repeat(65)}` }, "BadSignature");
  });

  it("a key that nobody granted, or that another payer granted", async () => {
    const parts = await loadFixture(funded);
    const { vault, key, stranger, rival } = parts;
    await expectSkipped(parts, await row(parts, { by: stranger, charged: USDC }), "UnknownKey");
    const again = await loadFixture(funded);
    await vault.grantKey(await signedGrant(again, { payer: rival.address }, { payer: rival }));
    await expectSkipped(again, await row(again, { by: key, charged: USDC }), "UnknownKey");
  });

  it("a key that was revoked before anybody granted it", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer, gateway, key } = parts;
    await as(vault, payer).revokeKey(gateway.address, key.address);
    await expectSkipped(parts, await row(parts, { by: key, charged: USDC }), "UnknownKey");
  });

  it("a key from the end of its grace on, and takes it a second before", async () => {
    const parts = await loadFixture(funded);
    const { vault, key } = parts;
    const validBefore = (await now()) + HOUR;
    await vault.grantKey(await signedGrant(parts, { validBefore }));
    const served = await row(parts, { by: key, charged: USDC });
    const late = await row(parts, { by: key, charged: 2n * USDC });
    await time.setNextBlockTimestamp(validBefore + DAY - 1n);
    await expect(claim(parts, served)).to.emit(vault, "RowClaimed");
    await time.setNextBlockTimestamp(validBefore + DAY);
    await expectSkipped(parts, late, "KeyExpired");
  });

  it("a charge over the key's cap, all services together", async () => {
    const parts = await loadFixture(funded);
    const { vault, key, other } = parts;
    await vault.grantKey(await signedGrant(parts, { cap: 3n * USDC }));
    await claim(parts, await row(parts, { by: key, charged: 2n * USDC }));
    await expectSkipped(parts, await row(parts, { by: key, charged: USDC + 1n, quote: other }), "OverCap");
    await expect(claim(parts, await row(parts, { by: key, charged: USDC, quote: other }))).to.emit(
      vault,
      "RowClaimed",
    );
  });

  it("a service outside the key's list, and takes the ones inside", async () => {
    const parts = await loadFixture(funded);
    const { vault, key, service, other } = parts;
    const [mine, theirs] = [leafOf(service.serviceId), leafOf(777n)];
    const servicesRoot = nodeOf(mine, theirs);
    await vault.grantKey(await signedGrant(parts, { servicesRoot }));
    const outside = await row(parts, {
      by: key,
      charged: USDC,
      quote: other,
      row: { servicesProof: [theirs] },
    });
    await expectSkipped(parts, outside, "ServiceNotGranted");
    await expectSkipped(
      await regranted(servicesRoot),
      await row(parts, { by: key, charged: USDC }),
      "ServiceNotGranted",
    );
    const inside = await row(parts, { by: key, charged: USDC, row: { servicesProof: [theirs] } });
    await expect(claim(await regranted(servicesRoot), inside)).to.emit(vault, "RowClaimed");
  });

  it("a row that the balance does not cover, whole, and takes the next that it does", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer, gateway, other } = parts;
    await expectSkipped(parts, await row(parts, { charged: 10n * USDC + 1n }), "InsufficientBalance");
    await claim(parts, await row(parts, { charged: 10n * USDC, quote: other }));
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(0n);
  });

  it("a key's row that the balance does not cover, though the key's cap does", async () => {
    const parts = await loadFixture(funded);
    const { vault, key, payer, gateway } = parts;
    await vault.grantKey(await signedGrant(parts));
    const beyond = await row(parts, { by: key, charged: 10n * USDC + 1n });
    await expectSkipped(parts, beyond, "InsufficientBalance");
    expect((await vault.sessionKeyOf(payer.address, gateway.address, key.address)).spent).to.equal(0n);
  });

  it("one of two rows when the balance covers one: whichever comes first", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer, gateway, service, other } = parts;
    const tx = claim(
      parts,
      await row(parts, { charged: 6n * USDC }),
      await row(parts, { charged: 6n * USDC, quote: other }),
    );
    await expect(tx)
      .to.emit(vault, "RowSkipped")
      .withArgs(1n, 1n, payer.address, other.serviceId, payer.address, 11n);
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(4n * USDC);
    const { claimed } = await vault.ledgerOf(
      payer.address,
      gateway.address,
      payer.address,
      service.serviceId,
    );
    expect(claimed).to.equal(6n * USDC);
  });

  it("never a voucher signed before the payer's address got code (EIP-7702)", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer } = parts;
    const served = await row(parts, { charged: USDC });
    // Code that answers every call with nothing.
    await withCode(payer.address, "0x00", () => expect(claim(parts, served)).to.emit(vault, "RowClaimed"));
  });
});

async function regranted(servicesRoot: Hex): Promise<Market> {
  const parts = await loadFixture(funded);
  await parts.vault.grantKey(await signedGrant(parts, { servicesRoot }));
  return parts;
}

/** OpenZeppelin's standard tree over one uint256. */
function leafOf(serviceId: bigint): Hex {
  return keccak256(keccak256(encodeAbiParameters([{ type: "uint256" }], [serviceId])));
}

function nodeOf(a: Hex, b: Hex): Hex {
  const [low, high] = a < b ? [a, b] : [b, a];
  return keccak256(`0x${low.slice(2)}${high.slice(2)}`);
}

async function setAgentWallet({ services, publisher, service }: Market, wallet: Person): Promise<void> {
  const deadline = (await now()) + 60n;
  const { name, version, chainId, verifyingContract } = await domainOf(services);
  const signature = await wallet.account.signTypedData({
    domain: { name, version, chainId, verifyingContract },
    types: {
      AgentWalletSet: [
        { name: "agentId", type: "uint256" },
        { name: "newWallet", type: "address" },
        { name: "owner", type: "address" },
        { name: "deadline", type: "uint256" },
      ],
    },
    primaryType: "AgentWalletSet",
    message: { agentId: service.serviceId, newWallet: wallet.address, owner: publisher.address, deadline },
  });
  await as(services, publisher).setAgentWallet(service.serviceId, wallet.address, deadline, signature);
}

async function domainOf(services: Market["services"]) {
  const [, name, version, chainId, verifyingContract] = await services.eip712Domain();
  return { name, version, chainId: Number(chainId), verifyingContract };
}
