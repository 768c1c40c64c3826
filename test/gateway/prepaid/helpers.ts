/** A gateway on a real chain, with a real store and a real MCP server, that takes subscriptions and streams. */
import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import {
  hashTypedData,
  keccak256,
  parseEventLogs,
  stringToBytes,
  zeroHash,
  type Hex,
  type LocalAccount,
} from "viem";
import { streamsAbi, subscriptionsAbi } from "../../../contracts/generated.ts";
import { STOA_META } from "../../../contracts/manifest.ts";
import { encodeWire } from "../../../contracts/payment.ts";
import {
  STREAM_SCHEME,
  SUBSCRIPTION_SCHEME,
  type Cancellation,
  type Closing,
  type StreamOrder,
  type SubscriptionAgreement,
  type TopUp,
} from "../../../contracts/prepaid.ts";
import {
  agreementTypes,
  cancellationTypes,
  closingTypes,
  streamOrderTypes,
  streamsDomain,
  streamUseTypes,
  subscriptionsDomain,
  subscriptionUseTypes,
  topUpTypes,
} from "../../../contracts/typed-data.ts";
import type { ServiceEntry } from "../../../gateway/catalogue/types.ts";
import { newStoreFolder } from "../../helpers/store-folder.ts";
import { dualEraServer } from "../control/servers.ts";
import { CENT, DAY, startMarket, USDC } from "../helpers/market.ts";
import type { ToolMessage } from "../data/fixture.ts";
import { openGateway } from "./open-gateway.ts";

export const PRICE = CENT;
export const PERIOD = 30n * DAY;

export type Prepaid = Awaited<ReturnType<typeof startPrepaid>>;

export async function startPrepaid() {
  const market = await startMarket();
  const upstream = await dualEraServer(["echo"]);
  const { contracts, chainId } = market.deployment;
  const subscriptions = { address: contracts.Subscriptions, abi: subscriptionsAbi } as const;
  const streams = { address: contracts.Streams, abi: streamsAbi } as const;
  const folder = await newStoreFolder();
  const services: ServiceEntry[] = [];

  async function list(name: string): Promise<bigint> {
    const serviceId = await market.list(name, PRICE);
    services.push(entryOf(serviceId, name, upstream.url));
    return serviceId;
  }
  const serviceId = await list("acme/pad");
  let plansMade = 0;
  let gateway = await openGateway(market, folder, services);

  /** What the gateway sees is the chain's newest block. */
  async function see(): Promise<void> {
    await market.mine(1);
    await gateway.chain.pollNow();
  }

  /** With a deposit that the gateway has seen. */
  async function payerWith(amount: bigint): Promise<LocalAccount> {
    const payer = await market.payerWith(amount);
    await see();
    return payer;
  }

  async function makePlan(calls: number, price = USDC, ids = [serviceId]): Promise<Hex> {
    const weight = 10_000 / ids.length;
    const plan = {
      name: `plan ${++plansMade}`,
      price,
      period: Number(PERIOD),
      notice: 0,
      calls,
      covers: 0,
      services: ids.map((id) => ({ serviceId: id, weight })),
    };
    const receipt = await market.send(market.publisher, subscriptions, "makePlan", [plan]);
    const [made] = parseEventLogs({ abi: subscriptionsAbi, logs: receipt.logs, eventName: "PlanMade" });
    await see();
    await gateway.book.catchUp();
    return made!.args.planId;
  }

  async function signAgreement(
    payer: LocalAccount,
    planId: Hex,
    over: Partial<SubscriptionAgreement> = {},
    signer = payer,
  ) {
    const now = await market.now();
    const agreement: SubscriptionAgreement = {
      payer: payer.address,
      gateway: market.gateway.address,
      planId,
      replaces: zeroHash,
      maxPerPeriod: 100n * USDC,
      fromWallet: false,
      endsAt: now + 20n * PERIOD,
      deadline: now + 30n * DAY,
      nonce: BigInt(Math.floor(Math.random() * 1e12)),
      ...over,
    };
    const typed = {
      domain: subscriptionsDomain(chainId, contracts.Subscriptions),
      types: agreementTypes,
      primaryType: "SubscriptionAgreement",
      message: agreement,
    } as const;
    return { agreement, signature: await signer.signTypedData(typed), subscriptionId: hashTypedData(typed) };
  }

  async function signOrder(payer: LocalAccount, over: Partial<StreamOrder> = {}) {
    const order: StreamOrder = {
      payer: payer.address,
      gateway: market.gateway.address,
      serviceId,
      ratePerSecond: 10n,
      deposit: USDC,
      notice: 3_600,
      nonce: BigInt(Math.floor(Math.random() * 1e12)),
      deadline: (await market.now()) + DAY,
      ...over,
    };
    const domain = streamsDomain(chainId, contracts.Streams);
    const signature = await payer.signTypedData({
      domain,
      types: streamOrderTypes,
      primaryType: "StreamOrder",
      message: order,
    });
    return { order, signature };
  }

  const inStreams = streamsDomain(chainId, contracts.Streams);
  const tomorrow = async () => (await market.now()) + DAY;

  async function signTopUp(signer: LocalAccount, over: Partial<TopUp> & Pick<TopUp, "streamId">) {
    const nonce = BigInt(Math.floor(Math.random() * 1e12));
    const topUp: TopUp = { amount: USDC, nonce, deadline: await tomorrow(), ...over };
    const typed = { domain: inStreams, types: topUpTypes, primaryType: "TopUp", message: topUp } as const;
    return { topUp, signature: await signer.signTypedData(typed), topUpId: hashTypedData(typed) };
  }

  async function signClosing(signer: LocalAccount, streamId: bigint) {
    const closing: Closing = { streamId, deadline: await tomorrow() };
    const typed = {
      domain: inStreams,
      types: closingTypes,
      primaryType: "Closing",
      message: closing,
    } as const;
    return { closing, signature: await signer.signTypedData(typed) };
  }

  async function signCancellation(signer: LocalAccount, subscriptionId: Hex) {
    const cancellation: Cancellation = { subscriptionId, to: signer.address, deadline: await tomorrow() };
    const signature = await signer.signTypedData({
      domain: subscriptionsDomain(chainId, contracts.Subscriptions),
      types: cancellationTypes,
      primaryType: "Cancellation",
      message: cancellation,
    });
    return { cancellation, signature };
  }

  /** An official client at the gateway's endpoint of a service. */
  async function connect(name = "acme/pad"): Promise<Client> {
    const client = new Client({ name: "test", version: "1.0.0" });
    await client.connect(new StreamableHTTPClientTransport(new URL(`${gateway.url}/mcp/${name}`)));
    return client;
  }

  /** A use of a subscription, or of a stream, signed for the call with this identifier. */
  async function payUse(
    key: LocalAccount,
    of: { readonly subscriptionId: Hex } | { readonly streamId: bigint },
    over: {
      readonly identifier?: string;
      readonly callId?: Hex;
      readonly validBefore?: bigint;
      readonly signer?: LocalAccount;
      readonly more?: Record<string, unknown>;
    } = {},
  ): Promise<unknown> {
    const { identifier = randomUUID(), signer = key } = over;
    const use = {
      ...of,
      key: key.address,
      callId: over.callId ?? keccak256(stringToBytes(identifier)),
      validBefore: over.validBefore ?? gateway.chain.now() + 300n,
    };
    const isPeriod = "subscriptionId" in of;
    const signature = await signer.signTypedData({
      domain: isPeriod
        ? subscriptionsDomain(chainId, contracts.Subscriptions)
        : streamsDomain(chainId, contracts.Streams),
      types: isPeriod ? subscriptionUseTypes : streamUseTypes,
      primaryType: "Use",
      message: use as never,
    });
    const scheme = isPeriod ? SUBSCRIPTION_SCHEME : STREAM_SCHEME;
    return JSON.parse(
      encodeWire({
        x402Version: 2,
        accepted: { scheme, network: `eip155:${chainId}` },
        payload: { use, signature, ...over.more },
        extensions: { "payment-identifier": { info: { required: true, id: identifier } } },
      }),
    );
  }

  /** One call of `echo`, or of another tool, as an MCP client sends it. */
  async function call(payment: unknown, { name = "acme/pad", tool = "echo" } = {}): Promise<ToolMessage> {
    const answer = await fetch(`${gateway.url}/mcp/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
      body: JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "tools/call",
        params: { name: tool, arguments: { text: "salve" }, _meta: { "x402/payment": payment } },
      }),
    });
    const text = await answer.text();
    return JSON.parse(text.startsWith("{") ? text : /^data: (.*)$/m.exec(text)![1]!) as ToolMessage;
  }

  return {
    market,
    payerWith,
    payUse,
    call,
    upstream,
    folder,
    services,
    serviceId,
    subscriptions,
    streams,
    list,
    see,
    makePlan,
    signAgreement,
    signOrder,
    signTopUp,
    signClosing,
    signCancellation,
    connect,
    get gateway() {
      return gateway;
    },
    /** Ends the gateway; another takes over its store, after what happens meanwhile. */
    async restart(meanwhile?: () => Promise<void>) {
      await gateway.close();
      await meanwhile?.();
      gateway = await openGateway(market, folder, services);
    },
    post(routes: "subscriptions" | "streams", body: unknown, path = "/"): Promise<Response> {
      const answer = gateway[routes].request(path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: encodeWire(body),
      });
      return Promise.resolve(answer);
    },
    async balanceOf(payer: LocalAccount): Promise<bigint> {
      const { balance } = await market.client.readContract({
        ...market.vault,
        functionName: "accountOf",
        args: [payer.address, market.gateway.address],
      });
      return balance;
    },
    async close() {
      await gateway.close();
      await upstream.close();
      await market.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function entryOf(serviceId: bigint, name: string, endpoint: string): ServiceEntry {
  return {
    serviceId,
    name,
    endpoint,
    manifest: {
      name,
      description: "A service of the tests.",
      version: "1.0.0",
      remotes: [{ type: "streamable-http", url: endpoint }],
      _meta: {
        [STOA_META]: {
          categories: ["other"],
          language: "typescript",
          license: "MIT",
          toolsHash: zeroHash,
        },
      },
    },
    owner: endpoint,
    tools: [{ name: "echo", inputSchema: { type: "object" } }],
    protocolEra: "modern",
    health: { state: "up", checkedAt: 0 },
  };
}

/** Code and details of a refusal of a call. */
export function refusalIn({ result, error }: ToolMessage): {
  code: string;
  details: Record<string, unknown>;
} {
  if (error) return error.data as never;
  const required = result!._meta!["x402/error"] as unknown as {
    extensions: Record<string, { info: { code: string; details: Record<string, unknown> } }>;
  };
  return required.extensions["stoa-refusal"]!.info;
}

export function answerOf(message: ToolMessage): string | undefined {
  return message.result?.isError ? undefined : message.result?.content[0]?.text;
}
