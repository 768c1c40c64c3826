import { expect } from "chai";
import { erc20Abi, type LocalAccount } from "viem";
import { earningsAbi } from "../../../contracts/generated.ts";
import type { RunningChainView } from "../../../gateway/chain/view.ts";
import { viewOf } from "../chain/helpers.ts";
import { CENT, startMarket, USDC, type Market } from "../helpers/market.ts";
import { openBooks, type Books } from "./books.ts";
import { settlementOf } from "./helpers.ts";

describe("after many charges and a settlement", () => {
  let market: Market;
  let chain: RunningChainView;
  let books: Books;

  before(async () => {
    market = await startMarket();
    chain = await viewOf(market);
    books = await openBooks(market);
  });
  after(async () => {
    chain.stop();
    await books.remove();
    await market.close();
  });

  it("what payers paid is what publishers, treasury, gateway, integrator and reviewers have, to the base unit", async () => {
    const rival = await market.person();
    const integrator = await market.person();
    const services = [
      { serviceId: await market.list("acme/solidity", USDC), owner: market.publisher },
      { serviceId: await market.list("rival/chart", USDC, rival), owner: rival },
    ];
    const payers = [await market.payerWith(7n * USDC), await market.payerWith(9n * USDC)];
    const keys = new Map<LocalAccount, LocalAccount>();
    const grants = new Map<LocalAccount, Awaited<ReturnType<Market["signGrant"]>>>();
    for (const payer of payers) {
      const key = await market.person();
      keys.set(payer, key);
      grants.set(payer, await market.signGrant(payer, key, { integrator: integrator.address }));
    }

    // Odd prices, so that every share is rounded.
    let charged = 0n;
    for (let call = 0; call < 60; call++) {
      const payer = payers[call % 2]!;
      const { serviceId } = services[call % 3 === 0 ? 1 : 0]!;
      const price = CENT + BigInt(call * 137);
      const bySessionKey = call % 5 !== 0;
      await books.charge({
        payer,
        key: bySessionKey ? keys.get(payer) : undefined,
        grant: bySessionKey ? grants.get(payer) : undefined,
        serviceId,
        price,
      });
      charged += price;
    }
    const settlement = settlementOf({
      market,
      chain,
      ledger: books.ledger,
      writeOffs: books.writeOffs,
      store: books.store,
      config: { maxRows: 3 },
    });
    const claims = await settlement.flush("manual");
    expect(claims.reduce((sum, { gross }) => sum + gross, 0n)).to.equal(charged);
    expect(settlement.status()).to.deep.include({ unclaimed: 0n, shortfalls: [], blocked: [] });

    const earnings = { address: market.deployment.contracts.Earnings, abi: earningsAbi } as const;
    const read = market.client.readContract;
    const balances = await Promise.all(
      payers.map(({ address }) =>
        read({ ...market.vault, functionName: "accountOf", args: [address, market.gateway.address] }),
      ),
    );
    const left = balances.reduce((sum, { balance }) => sum + balance, 0n);
    const pending = await Promise.all(
      services.map(({ serviceId, owner }) =>
        read({ ...earnings, functionName: "pendingOf", args: [owner.address, serviceId] }),
      ),
    );
    const shares = await Promise.all([
      read({ ...earnings, functionName: "treasuryAccrued" }),
      read({ ...earnings, functionName: "rewardsAccrued" }),
      read({ ...earnings, functionName: "shareOf", args: [market.gateway.address] }),
      read({ ...earnings, functionName: "shareOf", args: [integrator.address] }),
    ]);
    expect(16n * USDC - left).to.equal(charged);
    for (const share of [...pending, ...shares]) expect(share > 0n).to.equal(true);
    expect([...pending, ...shares].reduce((sum, share) => sum + share, 0n)).to.equal(charged);

    const held = (address: `0x${string}`) =>
      read({ address: market.usdc.address, abi: erc20Abi, functionName: "balanceOf", args: [address] });
    expect(await held(market.vault.address)).to.equal(left);
    expect(await held(earnings.address)).to.equal(charged);
  });
});
