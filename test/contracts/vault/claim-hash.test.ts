import { expect } from "chai";
import { keccak256 } from "viem";
import { as, networkHelpers, now } from "../helpers/chain.ts";
import { claimHash, rowHash, SKIPPED } from "../helpers/claim-hash.ts";
import { market, NO_PERMIT, USDC } from "../helpers/market.ts";
import { row } from "../helpers/sign.ts";

const { loadFixture } = networkHelpers;
const ROOT = keccak256("0xf00d");

async function funded() {
  const parts = await market();
  await as(parts.vault, parts.payer).deposit(
    parts.payer.address,
    parts.gateway.address,
    10n * USDC,
    NO_PERMIT,
  );
  return parts;
}

describe("EscrowVault.claimHash", () => {
  it("binds gateway, time, receipts and each row that was paid, in one word", async () => {
    const parts = await loadFixture(funded);
    const { vault, settler, gateway, other } = parts;
    const first = await row(parts, { charged: USDC });
    const again = await row(parts, { charged: 3n * USDC });
    const elsewhere = await row(parts, { charged: USDC, quote: other });
    await as(vault, settler).claim(gateway.address, [first, first, again, elsewhere], ROOT);
    expect(await vault.claimHash(1n)).to.equal(
      claimHash(gateway.address, await now(), ROOT, [
        rowHash(first, 0n),
        SKIPPED,
        rowHash(again, USDC),
        rowHash(elsewhere, 0n),
      ]),
    );
  });

  it("counts on from the claim before, and differs by claim", async () => {
    const parts = await loadFixture(funded);
    const { vault, settler, gateway } = parts;
    const rows = [await row(parts, { charged: USDC }), await row(parts, { charged: 2n * USDC })];
    for (const only of rows) await as(vault, settler).claim(gateway.address, [only], ROOT);
    expect(await vault.claimHash(2n)).to.equal(
      claimHash(gateway.address, await now(), ROOT, [rowHash(rows[1]!, USDC)]),
    );
    expect(await vault.claimHash(1n)).not.to.equal(await vault.claimHash(2n));
  });

  it("is zero for a claim that never was", async () => {
    const { vault } = await loadFixture(funded);
    expect(await vault.claimHash(1n)).to.equal(SKIPPED);
  });
});
