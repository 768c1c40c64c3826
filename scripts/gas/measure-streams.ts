/** Gas of a stream's life. Its payer and its publisher have had one before, so that no purse of theirs is new. */
import { as, DAY, HOUR, networkHelpers } from "../../test/contracts/helpers/chain.ts";
import { offered, open, openFromWallet, signedTopUp } from "../../test/contracts/helpers/stream.ts";
import type { Market } from "../../test/contracts/helpers/market.ts";
import type { Measurements } from "./measure.ts";

export async function measureStreams(): Promise<Measurements> {
  const parts = await offered();
  await wholeStream(parts, 1n);
  const measured = await wholeStream(parts, 2n);
  return { ...measured, "stream open, from the wallet": await used(openFromWallet(parts)) };
}

/** Opened, added to, settled, closed, settled to the end, refunded. */
async function wholeStream(parts: Market, streamId: bigint): Promise<Measurements> {
  const { streams, settler, payer } = parts;
  const opening = await used(open(parts, { nonce: 2n * streamId }));
  const more = await signedTopUp(parts, 1_000_000n, { streamId, nonce: 2n * streamId + 1n });
  const adding = await used(as(streams, settler).topUp(...more));
  await networkHelpers.time.increase(2n * HOUR);
  const settling = await used(streams.settle(streamId));
  const closing = await used(as(streams, payer).close(streamId));
  await networkHelpers.time.increase(DAY);
  await streams.settle(streamId);
  return {
    "stream open, from the account": opening,
    "stream top-up, from the account": adding,
    "stream settle": settling,
    "stream close": closing,
    "stream refund, to the account": await used(streams.refund(streamId)),
  };
}

async function used(sending: Promise<{ wait(): Promise<unknown> }>): Promise<number> {
  const { gasUsed } = (await (await sending).wait()) as { gasUsed: bigint };
  return Number(gasUsed);
}
