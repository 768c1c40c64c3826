/** Streams as payers open them, and the messages that payers sign about them. */
import type { ContractTransactionResponse } from "ethers";
import type { Hex } from "viem";
import { closingTypes, streamOrderTypes, streamsDomain, topUpTypes } from "../../../contracts/typed-data.ts";
import { addressOf, as, DAY, ethers, HOUR, networkHelpers, now } from "./chain.ts";
import { deployMarket, NO_PERMIT, USDC, type Market } from "./market.ts";
import type { Signer } from "./sign.ts";

/** IStreams' enum. */
export const Source = { Account: 0, Wallet: 1 } as const;

/** Token base units a second: 0.36 USDC an hour. */
export const RATE = 100n;
export const NOTICE = HOUR;
/** A day's. */
export const DEPOSIT = RATE * DAY;
/** What the payer has at the gateway. */
export const BALANCE = 100n * USDC;

/** The market, whose publisher offers streams, and whose payer has money at the gateway and in a wallet that Streams may use. */
export async function offered() {
  return offeredIn("TestUSDC");
}

/** @param token Contract of the vault's token. */
export async function offeredIn(token: string) {
  const parts = await deployMarket(token);
  const { vault, streams, payer, publisher, gateway, service } = parts;
  await as(vault, payer).deposit(payer.address, gateway.address, BALANCE, NO_PERMIT);
  await as(parts.token, payer).approve(streams, 1_000n * USDC);
  await as(streams, publisher).offer(service.serviceId, RATE, NOTICE);
  return parts;
}

/** With a stream of a day from the account, whose number is 1. */
export async function opened() {
  const parts = await offered();
  await open(parts);
  return { ...parts, start: await now() };
}

/** The same from the wallet. */
export async function openedFromWallet() {
  const parts = await offered();
  await openFromWallet(parts);
  return { ...parts, start: await now() };
}
export type Opened = Awaited<ReturnType<typeof opened>>;

export type StreamOrder = Awaited<ReturnType<typeof orderOf>>;

/** An order for a stream of a day, but for what `changes` says. */
export async function orderOf({ payer, gateway, service }: Market) {
  return {
    payer: payer.address,
    gateway: gateway.address,
    serviceId: service.serviceId,
    ratePerSecond: RATE,
    deposit: DEPOSIT,
    notice: NOTICE,
    nonce: 1n,
    deadline: (await now()) + DAY,
  };
}

export async function signedOrder(
  parts: Market,
  changes: Partial<StreamOrder> = {},
  by: Signer = parts.payer,
): Promise<readonly [StreamOrder, Hex]> {
  const message = { ...(await orderOf(parts)), ...changes };
  const signature = await by.account.signTypedData({
    domain: await domainOf(parts),
    types: streamOrderTypes,
    primaryType: "StreamOrder",
    message: { ...message, notice: Number(message.notice) },
  });
  return [message, signature];
}

/** The gateway's settler opens what the payer signed. */
export async function open(
  parts: Market,
  changes: Partial<StreamOrder> = {},
): Promise<ContractTransactionResponse> {
  return as(parts.streams, parts.settler).open(...(await signedOrder(parts, changes)));
}

/** The payer opens one from his wallet. */
export async function openFromWallet(
  { streams, payer, gateway, service }: Market,
  changes: Partial<StreamOrder> = {},
): Promise<ContractTransactionResponse> {
  const { ratePerSecond, deposit, notice } = {
    ratePerSecond: RATE,
    deposit: DEPOSIT,
    notice: NOTICE,
    ...changes,
  };
  const [serviceId, at] = [changes.serviceId ?? service.serviceId, changes.gateway ?? gateway.address];
  return as(streams, payer).openFromWallet(at, serviceId, ratePerSecond, deposit, notice, NO_PERMIT);
}

export async function signedTopUp(
  parts: Market,
  amount: bigint,
  changes: { readonly streamId?: bigint; readonly nonce?: bigint; readonly deadline?: bigint } = {},
  by: Signer = parts.payer,
) {
  const message = { streamId: 1n, amount, nonce: 2n, deadline: (await now()) + DAY, ...changes };
  const signature = await by.account.signTypedData({
    domain: await domainOf(parts),
    types: topUpTypes,
    primaryType: "TopUp",
    message,
  });
  return [message, signature] as const;
}

export async function signedClosing(
  parts: Market,
  changes: { readonly streamId?: bigint; readonly deadline?: bigint } = {},
  by: Signer = parts.payer,
) {
  const message = { streamId: 1n, deadline: (await now()) + DAY, ...changes };
  const signature = await by.account.signTypedData({
    domain: await domainOf(parts),
    types: closingTypes,
    primaryType: "Closing",
    message,
  });
  return [message, signature] as const;
}

export async function domainOf({ streams }: Market) {
  const { chainId } = await ethers.provider.getNetwork();
  return streamsDomain(Number(chainId), await addressOf(streams));
}

/** Makes the next block that many seconds after the start of the stream. Returns its time. */
export async function nextAt({ start }: Opened, seconds: bigint): Promise<bigint> {
  await networkHelpers.time.setNextBlockTimestamp(start + seconds);
  return start + seconds;
}

/** What Streams holds is what its streams have not paid, and what waits to be collected: never more, never less. */
export async function booksOf({ streams, token, payer }: Market) {
  const count: bigint = await streams.streamCount();
  let owed: bigint = await streams.owedTo(payer.address);
  for (let streamId = 1n; streamId <= count; streamId++) {
    const { settled } = await streams.streamOf(streamId);
    owed += (await streams.earnedOf(streamId)) - settled + (await streams.refundableOf(streamId));
  }
  return { held: (await token.balanceOf(streams)) as bigint, owed };
}
