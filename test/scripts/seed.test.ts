import { expect } from "chai";
import { sha256, zeroHash } from "viem";
import {
  escrowVaultAbi,
  gatewayRegistryAbi,
  serviceRegistryAbi,
  stoaTokenAbi,
  subscriptionsAbi,
  testUSDCAbi,
} from "../../contracts/generated.ts";
import type { Deployment } from "../../contracts/deployment.ts";
import { canonicalHash, manifestBytes } from "../../contracts/manifest.ts";
import { codeHashOf, manifestOf, type DemoListing } from "../../scripts/demo/listing.ts";
import { seedDemo } from "../../scripts/demo/seed.ts";
import { connect } from "../../scripts/deploy/client.ts";
import { deploy } from "../../scripts/deploy.ts";
import { demoAccount } from "../../scripts/start/accounts.ts";
import { startTestChain, type TestChain } from "../helpers/local-chain.ts";

const listing = {
  title: "Demo",
  description: "A service of this test",
  categories: ["reference"],
  language: "typescript",
  license: "MIT",
  endpoint: "http://127.0.0.1:4101/mcp",
  semver: "1.0.0",
  sourceFolder: "scripts/demo",
  uri: "https://example.org/demo",
} as const;
const services: readonly DemoListing[] = [
  { ...listing, name: "stoa/free", price: { model: "free" } },
  {
    ...listing,
    name: "stoa/flat",
    price: { model: "perCall", price: 20_000n },
    plan: { name: "A month", price: 1_000_000n, period: 2_592_000, calls: 500 },
  },
  {
    ...listing,
    name: "stoa/table",
    price: { model: "perTool", maxPrice: 50_000n, prices: { query: 10_000n, explain: 0n } },
  },
];
const tools = [
  { name: "query", inputSchema: { type: "object" } },
  { name: "explain", inputSchema: { type: "object" } },
];
const toolsOf = () => Promise.resolve(tools);
const gateway = demoAccount(1).address;
const publisher = demoAccount(4).address;
const consumer = demoAccount(5).address;

describe("the demo's seed", () => {
  let chain: TestChain;
  let deployment: Deployment;
  let seed: Parameters<typeof seedDemo>[0];

  before(async () => {
    chain = await startTestChain();
    deployment = await deploy(await connect(chain.url, demoAccount(0)));
    seed = { rpcUrl: chain.url, deployment, gatewayOrigin: "http://localhost:4000", services, toolsOf };
    await seedDemo(seed);
  });
  after(() => chain.close());

  it("registers the gateway with its bond, its settler and a receipt key for a year", async () => {
    const registry = { address: deployment.contracts.GatewayRegistry, abi: gatewayRegistryAbi } as const;
    const read = chain.client.readContract;
    const key = demoAccount(3).address;
    const { timestamp } = await chain.client.getBlock();

    expect(await read({ ...registry, functionName: "isOpen", args: [gateway] })).to.equal(true);
    const { bond, settler } = await read({ ...registry, functionName: "gatewayOf", args: [gateway] });
    expect(bond).to.equal(5_000_000_000n);
    expect(settler).to.equal(demoAccount(2).address);
    const inElevenMonths = timestamp + 334n * 86_400n;
    for (const time of [timestamp, inElevenMonths]) {
      expect(await read({ ...registry, functionName: "isReceiptKey", args: [gateway, key, time] })).to.equal(
        true,
      );
    }
  });

  for (const [index, service] of services.entries()) {
    it(`lists ${service.name} with its terms and its hashes`, async () => {
      const registry = { address: deployment.contracts.ServiceRegistry, abi: serviceRegistryAbi } as const;
      const read = chain.client.readContract;
      const id = await read({ ...registry, functionName: "idOf", args: [service.name] });

      expect(id).to.equal(BigInt(index + 1));
      expect(await read({ ...registry, functionName: "ownerOf", args: [id] })).to.equal(publisher);
      expect(await read({ ...registry, functionName: "isListed", args: [id] })).to.equal(true);
      const [, feeVersion, terms] = await read({ ...registry, functionName: "currentTerms", args: [id] });
      expect(feeVersion).to.equal(1);
      expect(terms).to.deep.equal({
        model: index,
        class: 0,
        chargeOnError: false,
        direct: false,
        maxPrice: [0n, 20_000n, 50_000n][index],
        pricesHash: index === 2 ? canonicalHash({ explain: "0", query: "10000" }) : zeroHash,
      });
      const [codeHash, manifestHash] = await read({
        ...registry,
        functionName: "versionHashes",
        args: [id, 1],
      });
      expect(codeHash).to.equal(codeHashOf(service.sourceFolder));
      expect(manifestHash).to.equal(sha256(manifestBytes(manifestOf(service, tools))));
      const uri = await read({ ...registry, functionName: "tokenURI", args: [id] });
      const file: unknown = await (await fetch(uri)).json();
      expect(file).to.deep.include({
        type: "https://eips.ethereum.org/EIPS/eip-8004#registration-v1",
        services: [{ name: "MCP", endpoint: `http://localhost:4000/mcp/${service.name}`, version: "1.0.0" }],
      });
    });
  }

  it("makes the plan of a service that has one", async () => {
    const all = await chain.client.getContractEvents({
      address: deployment.contracts.Subscriptions,
      abi: subscriptionsAbi,
      eventName: "PlanMade",
      fromBlock: 0n,
    });
    // Those of service 0 are the platform's.
    const made = all.filter(({ args }) => args.home !== 0n);
    expect(made).to.have.length(1);
    expect(made[0]!.args.missing).to.equal(0n);
    expect(made[0]!.args.plan).to.deep.include({
      name: "A month",
      price: 1_000_000n,
      period: 2_592_000,
      calls: 500,
    });
  });

  it("gives the consumers USDC, and the first a deposit at the gateway", async () => {
    const vault = { address: deployment.contracts.EscrowVault, abi: escrowVaultAbi } as const;
    const usdc = { address: deployment.contracts.USDC, abi: testUSDCAbi } as const;
    const read = chain.client.readContract;

    const { balance } = await read({ ...vault, functionName: "accountOf", args: [consumer, gateway] });
    expect(balance).to.equal(50_000_000n);
    expect(await read({ ...usdc, functionName: "balanceOf", args: [consumer] })).to.equal(950_000_000n);
    expect(await read({ ...usdc, functionName: "balanceOf", args: [demoAccount(6).address] })).to.equal(
      1_000_000_000n,
    );
  });

  it("pays the token's holders their shares, who have all delegated, so that there is something to vote with", async () => {
    const stoa = { address: deployment.contracts.StoaToken, abi: stoaTokenAbi } as const;
    const read = chain.client.readContract;
    const excluded = await read({ ...stoa, functionName: "EXCLUDED" });
    const outside = await read({ ...stoa, functionName: "getVotes", args: [excluded] });
    expect(outside).to.equal(500_000_000n * 10n ** 18n);
    const delegates = [4, 5, 6, 10, 13].map((account) => demoAccount(account).address);
    const votes = await Promise.all(
      delegates.map((account) => read({ ...stoa, functionName: "getVotes", args: [account] })),
    );
    expect(votes.reduce((sum, each) => sum + each, 0n)).to.equal(500_000_000n * 10n ** 18n);
  });

  it("leaves what is there alone when it runs again", async () => {
    const counts = () =>
      Promise.all([gateway, publisher].map((address) => chain.client.getTransactionCount({ address })));
    const before = await counts();
    await seedDemo(seed);
    expect(await counts()).to.deep.equal(before);
    const { balance } = await chain.client.readContract({
      address: deployment.contracts.EscrowVault,
      abi: escrowVaultAbi,
      functionName: "accountOf",
      args: [consumer, gateway],
    });
    expect(balance).to.equal(50_000_000n);
  });

  it("publishes the next version of a service that listens elsewhere now, and of no other", async () => {
    const [free, flat, table] = services as [DemoListing, DemoListing, DemoListing];
    const moved = { ...flat, endpoint: "http://127.0.0.1:4201/mcp" };
    await seedDemo({ ...seed, services: [free, moved, table] });

    const registry = { address: deployment.contracts.ServiceRegistry, abi: serviceRegistryAbi } as const;
    const read = chain.client.readContract;
    const versions = await Promise.all(
      [1n, 2n, 3n].map((id) => read({ ...registry, functionName: "versionCount", args: [id] })),
    );
    expect(versions).to.deep.equal([1, 2, 1]);
    const [, manifestHash] = await read({ ...registry, functionName: "versionHashes", args: [2n, 2] });
    expect(manifestHash).to.equal(sha256(manifestBytes(manifestOf(moved, tools))));
  });
});
