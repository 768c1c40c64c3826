import { expect } from "chai";
import { zeroAddress, zeroHash } from "viem";
import type { RunningChainView } from "../../../gateway/chain/view.ts";
import { CENT, DAY, startMarket, USDC, type Market } from "../helpers/market.ts";
import { viewOf } from "./helpers.ts";

describe("the chain view of a session key", () => {
  let market: Market;
  let view: RunningChainView;

  before(async () => {
    market = await startMarket();
    view = await viewOf(market);
  });
  after(async () => {
    view.stop();
    await market.close();
  });

  it("has no cap and no nonce before it is granted", async () => {
    const [payer, key] = [await market.person(), await market.person()];
    await view.pollNow();
    expect(await view.sessionKey(payer.address, key.address)).to.deep.equal({
      cap: 0n,
      spent: 0n,
      integrator: zeroAddress,
      validBefore: 0n,
      nonce: 0n,
      maxPerCall: 0n,
      restricted: false,
      revoked: false,
      servicesRoot: zeroHash,
    });
  });

  it("has the newest grant, its limit per call included", async () => {
    const [payer, key] = [await market.person(), await market.person()];
    await view.pollNow();
    await view.sessionKey(payer.address, key.address);
    const validBefore = (await market.now()) + 10n * DAY;
    await market.grantKey(payer, key, { cap: 7n * USDC, maxPerCall: 5n * CENT, validBefore });
    await view.pollNow();
    expect(await view.sessionKey(payer.address, key.address)).to.include({
      cap: 7n * USDC,
      maxPerCall: 5n * CENT,
      validBefore,
      nonce: 1n,
      revoked: false,
    });

    await market.grantKey(payer, key, { cap: 9n * USDC, maxPerCall: 8n * CENT, nonce: 4n });
    await view.pollNow();
    expect(await view.sessionKey(payer.address, key.address)).to.include({
      cap: 9n * USDC,
      maxPerCall: 8n * CENT,
      nonce: 4n,
    });
  });

  it("finds the limit of a grant that is thousands of blocks old", async () => {
    const [payer, key] = [await market.person(), await market.person()];
    await market.grantKey(payer, key, { maxPerCall: 3n * CENT });
    await market.mine(20_000);
    const late = await viewOf(market);
    expect((await late.sessionKey(payer.address, key.address)).maxPerCall).to.equal(3n * CENT);
    late.stop();
  });

  it("is revoked in the block of its revocation, known before or not", async () => {
    const [payer, known, unknown] = [await market.person(), await market.person(), await market.person()];
    await market.grantKey(payer, known);
    await view.pollNow();
    expect((await view.sessionKey(payer.address, known.address)).revoked).to.equal(false);
    await market.send(payer, market.vault, "revokeKey", [market.gateway.address, known.address]);
    await market.send(payer, market.vault, "revokeKey", [market.gateway.address, unknown.address]);
    await view.pollNow();
    expect((await view.sessionKey(payer.address, known.address)).revoked).to.equal(true);
    expect(await view.sessionKey(payer.address, unknown.address)).to.include({ revoked: true, nonce: 0n });
  });
});
