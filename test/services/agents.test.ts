import { expect } from "chai";
import { parseEther } from "viem";
import { ERRANDS, type Errand } from "../../scripts/agents/errands.ts";
import { keepFunded, openPurse } from "../../scripts/agents/open-purse.ts";
import { connect as connectChain } from "../../scripts/deploy/client.ts";
import { demoListings } from "../../services/catalogue.ts";
import { createChainService } from "../../services/chain/service.ts";
import { createChartService } from "../../services/chart/service.ts";
import { createScratchpadService } from "../../services/scratchpad/service.ts";
import { createSolidityService } from "../../services/solidity/service.ts";
import { startMarket, USDC, type Market } from "../gateway/helpers/market.ts";
import { ERAS } from "./helpers/clients.ts";
import { serviceFixture, type ServiceFixture } from "./helpers/fixture.ts";

describe("the demo's agents", () => {
  let market: Market;
  before(async () => {
    market = await startMarket();
  });
  after(() => market.close());

  function configOf() {
    return {
      chainId: market.deployment.chainId,
      contracts: { EscrowVault: market.vault.address, USDC: market.usdc.address },
      gateway: market.gateway.address,
      receiptKey: market.receiptKey.address,
      token: { symbol: "USDC", decimals: 6 },
      mcpUrl: "http://localhost:4000/mcp",
      local: true,
    };
  }
  async function newOwner() {
    const account = await market.person();
    await market.client.setBalance({ address: account.address, value: parseEther("1") });
    return connectChain(market.url, account);
  }
  const balanceOf = async (payer: `0x${string}`) =>
    (
      await market.client.readContract({
        ...market.vault,
        functionName: "accountOf",
        args: [payer, market.gateway.address],
      })
    ).balance;

  describe("errands", () => {
    const fixtures = new Map<string, ServiceFixture>();
    before(async () => {
      fixtures.set("solidity", await serviceFixture(createSolidityService()));
      fixtures.set("chart", await serviceFixture(createChartService()));
      fixtures.set("scratchpad", await serviceFixture(createScratchpadService()));
      fixtures.set("chain", await serviceFixture(createChainService(market.url)));
    });
    after(async () => {
      await Promise.all([...fixtures.values()].map((fixture) => fixture.close()));
    });

    const draws = [0, 0.999];
    for (const [index, errand] of ERRANDS.entries()) {
      it(`${index + 1}: ${errand.query} does ${errand.tool}, whatever was drawn`, async () => {
        const fixture = fixtures.get(errand.query);
        const client = await fixture!.client(ERAS[1]!);
        for (const drawn of draws) {
          const { isError, text, structured } = await client.call(errand.tool, argumentsOf(errand, drawn));
          expect(isError, text).to.equal(false);
          expect(structured["success"] ?? true).to.equal(true);
        }
      });
    }

    it("search for services that the demo lists", () => {
      for (const { query } of ERRANDS)
        expect(
          demoListings.filter(({ name, title }) => `${name} ${title}`.includes(query)),
        ).not.to.have.length(0);
    });
  });

  describe("purse", () => {
    it("is filled when it is nearly empty, and left alone when it is not", async () => {
      await market.client.setIntervalMining({ interval: 1 });
      const owner = await newOwner();
      const funds = { least: 2n * USDC, amount: 10n * USDC };
      await keepFunded(owner, configOf(), funds);
      expect(await balanceOf(owner.account.address)).to.equal(10n * USDC);
      const sent = await owner.getTransactionCount({ address: owner.account.address });
      await keepFunded(owner, configOf(), funds);
      expect(await owner.getTransactionCount({ address: owner.account.address })).to.equal(sent);
      await market.client.setIntervalMining({ interval: 0 });
    });

    it("pays with a key of its own, each time a fresh one", async () => {
      const owner = await newOwner();
      const allowance = { cap: USDC, maxPerCall: USDC, life: 60n };
      const [first, second] = [
        await openPurse(owner, configOf(), allowance),
        await openPurse(owner, configOf(), allowance),
      ];
      expect(first.payer).to.equal(owner.account.address);
      expect(new Set([first.key, second.key, owner.account.address]).size).to.equal(3);
    });
  });
});

/** The same number each time it draws. */
function argumentsOf(errand: Errand, drawn: number): Record<string, unknown> {
  return JSON.parse(JSON.stringify(errand.arguments(() => drawn))) as Record<string, unknown>;
}
