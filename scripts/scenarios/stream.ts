import assert from "node:assert/strict";
import { parseEventLogs } from "viem";
import { streamsAbi } from "../../contracts/generated.ts";
import { streamOrderTypes, streamsDomain } from "../../contracts/typed-data.ts";
import { usdc } from "./balances.ts";
import { NO_PERMIT, USDC, type Market } from "./market.ts";
import type { Scenario } from "./scenario.ts";

/** Token base units a second: 3.6 USDC an hour. */
const RATE = 1_000n;
const HOUR = 3_600;
const NOTICE = HOUR;
const DEPOSIT = RATE * BigInt(10 * HOUR);
const FAR = 4_000_000_000n;

export const stream: Scenario = {
  title:
    "A payer streams to a service by the second, from her account; another from his wallet. What is not earned goes back.",

  async set(market) {
    const { payer, payer2, publisher, streams } = market;
    const serviceId = await market.list("shop/solc");
    await market.deposit(payer, 50n * USDC);
    const offer = [serviceId, RATE, NOTICE] as const;
    await market.done(publisher.writeContract({ ...streams, functionName: "offer", args: offer }));
    return {
      market,
      payers: { Alice: payer, Bob: payer2 },
      publishers: { Paula: { person: publisher, serviceId } },
    };
  },

  async play({ market, publishers }, say) {
    const { payer, payer2, publisher, streams } = market;
    const { serviceId } = publishers["Paula"]!;
    const start = (await market.admin.getBlock()).timestamp + 60n;
    /** Makes the next block that many seconds after the first stream's start: what is earned is said to the unit. */
    const at = (seconds: number) =>
      market.chain.setNextBlockTimestamp({ timestamp: start + BigInt(seconds) });

    await at(0);
    const first = await openFromAccount(market, serviceId);
    say(
      `Alice signs a stream of ${usdc(RATE)} a second, and her gateway opens it: ${usdc(DEPOSIT)} leave her account.`,
    );
    await at(1);
    const second = await openFromWallet(market, serviceId);
    say(`Bob opens one from his wallet, with ${usdc(DEPOSIT)}.`);

    await at(2 * HOUR);
    await market.done(payer2.writeContract({ ...streams, functionName: "settle", args: [first] }));
    assert.equal(await settledOf(market, first), RATE * BigInt(2 * HOUR));
    say(
      `Two hours later Bob has hers settled, as anybody could: ${usdc(RATE * BigInt(2 * HOUR))}, less the fee.`,
    );
    await at(2 * HOUR);
    await market.done(payer.writeContract({ ...streams, functionName: "close", args: [first] }));
    say("Alice closes it. It earns for the hour's notice that Paula asked for.");
    await at(2 * HOUR + 1);
    await market.done(publisher.writeContract({ ...streams, functionName: "closeAtOnce", args: [second] }));
    say("Paula ends Bob's at once: she keeps what it has earned.");

    await market.pass(HOUR);
    for (const streamId of [first, second]) {
      for (const functionName of ["settle", "refund"] as const) {
        await market.done(publisher.writeContract({ ...streams, functionName, args: [streamId] }));
      }
    }
    assert.equal(await settledOf(market, first), RATE * BigInt(3 * HOUR));
    assert.equal(await settledOf(market, second), RATE * BigInt(2 * HOUR));
    say(
      `An hour later both are settled and refunded: ${usdc(DEPOSIT - RATE * BigInt(3 * HOUR))} are in Alice's account again.`,
    );
    const bob = payer2.account.address;
    await market.done(payer2.writeContract({ ...streams, functionName: "collect", args: [bob] }));
    say(
      `Bob collects ${usdc(DEPOSIT - RATE * BigInt(2 * HOUR))} into his wallet. Streams holds nothing more.`,
    );
    assert.equal(await market.balanceOf(streams.address), 0n);
  },
};

async function openFromAccount(market: Market, serviceId: bigint): Promise<bigint> {
  const { payer, settler, gateway, streams, deployment } = market;
  const order = {
    payer: payer.account.address,
    gateway: gateway.account.address,
    serviceId,
    ratePerSecond: RATE,
    deposit: DEPOSIT,
    notice: NOTICE,
    nonce: 1n,
    deadline: FAR,
  };
  const signature = await payer.signTypedData({
    domain: streamsDomain(deployment.chainId, streams.address),
    types: streamOrderTypes,
    primaryType: "StreamOrder",
    message: order,
  });
  return opened(
    market,
    settler.writeContract({ ...streams, functionName: "open", args: [order, signature] }),
  );
}

async function openFromWallet(market: Market, serviceId: bigint): Promise<bigint> {
  const { payer2, gateway, streams } = market;
  const args = [gateway.account.address, serviceId, RATE, DEPOSIT, NOTICE, NO_PERMIT] as const;
  return opened(market, payer2.writeContract({ ...streams, functionName: "openFromWallet", args }));
}

/** The number of the stream that a transaction opens. */
async function opened(
  market: Market,
  sending: ReturnType<Market["payer"]["writeContract"]>,
): Promise<bigint> {
  const { logs } = await market.done(sending);
  return parseEventLogs({ abi: streamsAbi, eventName: "StreamOpened", logs })[0]!.args.streamId;
}

async function settledOf({ admin, streams }: Market, streamId: bigint): Promise<bigint> {
  return (await admin.readContract({ ...streams, functionName: "streamOf", args: [streamId] })).settled;
}
