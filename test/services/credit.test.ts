import { expect } from "chai";
import type { Address } from "viem";
import { gatewayRegistryAbi } from "../../contracts/generated.ts";
import { UNCLAIMED_TOKEN_HEADER } from "../../contracts/payment.ts";
import { connect } from "../../scripts/deploy/client.ts";
import { deploy } from "../../scripts/deploy.ts";
import { registerGateway } from "../../scripts/demo/register-gateway.ts";
import { demoAccount } from "../../scripts/start/accounts.ts";
import { readEnv } from "../../services/env.ts";
import type { RunningService } from "../../services/serve.ts";
import { startService } from "../../services/start-service.ts";
import { startTestChain, type TestChain } from "../helpers/local-chain.ts";
import { CALLER, startTokenIssuer, type TokenIssuer } from "./helpers/token-issuer.ts";

const CHART = {
  type: "bar",
  title: "Votes",
  labels: ["For", "Against"],
  series: [{ name: "votes", values: [64, 36] }],
};

describe("a service of the demo, whose gateway has a bond", () => {
  let chain: TestChain;
  let issuer: TokenIssuer;
  let service: RunningService;
  let bond: bigint;

  before(async () => {
    chain = await startTestChain();
    const deployment = await deploy(await connect(chain.url, demoAccount(0)));
    issuer = await startTokenIssuer();
    await registerGateway(await connect(chain.url, demoAccount(1)), deployment, issuer.issuer, {
      settler: demoAccount(2).address,
      receiptKey: demoAccount(3).address,
    });
    const registry = deployment.contracts.GatewayRegistry;
    ({ bond } = await chain.client.readContract({
      address: registry,
      abi: gatewayRegistryAbi,
      functionName: "gatewayOf",
      args: [demoAccount(1).address],
    }));
    const env = readEnv({
      RPC_URL: chain.url,
      GATEWAYS: `${issuer.issuer}#${issuer.gateway}`,
      GATEWAY_REGISTRY: registry,
    });
    service = await startService("stoa/chart", env, 0);
  });
  after(async () => {
    await service?.close();
    await issuer?.close();
    await chain?.close();
  });

  /** As another service each time: what is owed for one is signed once a second. */
  let serviceId = 7n;
  async function callOwing(unclaimed: bigint): Promise<{ status: number; text: string }> {
    serviceId += 1n;
    const response = await fetch(service.url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        "x-stoa-token": await issuer.tokenFor(service.url, CALLER, serviceId),
        [UNCLAIMED_TOKEN_HEADER]: await issuer.unclaimedFor(service.url, unclaimed, serviceId),
      },
      body: JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "tools/call",
        params: { name: "render", arguments: CHART },
      }),
    });
    return { status: response.status, text: await response.text() };
  }

  it("serves while the gateway owes no more than one per cent of it", async () => {
    expect(bond > 0n).to.equal(true);
    const { status, text } = await callOwing(bond / 100n);
    expect(status).to.equal(200);
    expect(text).to.include("image/svg+xml");
  });

  it("refuses when it owes one unit more, and says both figures", async () => {
    const { status, text } = await callOwing(bond / 100n + 1n);
    expect(status).to.equal(503);
    expect(text).to.include(
      `The gateway owes ${bond / 100n + 1n} for this service and has not claimed it; the limit is ${bond / 100n}.`,
    );
  });
});

describe("the settings of a service", () => {
  const registry: Address = "0x5FbDB2315678afecb367f032d93F642f64180aa3";

  it("ask for each gateway's address where bonds are to be read", () => {
    expect(() => readEnv({ GATEWAYS: "https://gateway.example", GATEWAY_REGISTRY: registry })).to.throw(
      "GATEWAYS: with GATEWAY_REGISTRY each needs # and its address at the end",
    );
  });

  it("refuse what is no address, by name", () => {
    expect(() => readEnv({ GATEWAYS: "https://gateway.example#me" })).to.throw(
      "GATEWAYS: what follows # is no address",
    );
    expect(() => readEnv({ GATEWAY_REGISTRY: "0x12" })).to.throw("GATEWAY_REGISTRY: not an address");
  });

  it("take gateways without a limit where no registry is named", () => {
    const { gateways, gatewayRegistry } = readEnv({ GATEWAYS: "https://a.example, https://b.example/" });
    expect(gateways).to.deep.equal([{ issuer: "https://a.example" }, { issuer: "https://b.example" }]);
    expect(gatewayRegistry).to.equal(undefined);
  });
});
