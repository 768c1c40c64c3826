import { streamsAbi } from "../../../contracts/generated.ts";
import { closingTypes, streamOrderTypes, streamsDomain, topUpTypes } from "../../../contracts/typed-data.ts";
import { useStoaConfig } from "../lib/config.ts";
import { contractCall, type ContractCall } from "../lib/contract-call.ts";
import { usePermit } from "./use-permit.ts";
import type { SignedRequest } from "./use-signed-request.ts";
import { useSigner } from "./use-signer.ts";

interface Opening {
  readonly serviceId: bigint;
  /** Token base units. */
  readonly ratePerSecond: bigint;
  readonly deposit: bigint;
  /** Seconds. */
  readonly notice: number;
}

/** What opens, feeds and closes a stream: signed for the gateway where the account pays, a transaction where the wallet does. */
export function useStreamOrders() {
  const { chainId, contracts, gateway } = useStoaConfig();
  const signer = useSigner();
  const permit = usePermit();
  const streams = { address: contracts.Streams, abi: streamsAbi } as const;
  const domain = streamsDomain(chainId, contracts.Streams);

  async function openFromAccount(opening: Opening): Promise<SignedRequest> {
    const { payer, wallet, deadline, nonce } = await signer();
    const order = { payer, gateway, ...opening, nonce, deadline };
    const types = streamOrderTypes;
    const signature = await wallet.signTypedData({
      domain,
      types,
      primaryType: "StreamOrder",
      message: order,
    });
    return { path: "/v1/streams", body: { order, signature } };
  }

  async function openFromWallet(opening: Opening): Promise<ContractCall> {
    const { serviceId, ratePerSecond, deposit, notice } = opening;
    const allowed = await permit(contracts.Streams, deposit);
    const args = [gateway, serviceId, ratePerSecond, deposit, notice, allowed] as const;
    return contractCall({ ...streams, functionName: "openFromWallet", args });
  }

  async function addFromAccount(streamId: bigint, amount: bigint): Promise<SignedRequest> {
    const { wallet, deadline, nonce } = await signer();
    const topUp = { streamId, amount, nonce, deadline };
    const types = topUpTypes;
    const signature = await wallet.signTypedData({ domain, types, primaryType: "TopUp", message: topUp });
    return { path: "/v1/streams/top-ups", body: { topUp, signature } };
  }

  async function addFromWallet(streamId: bigint, amount: bigint): Promise<ContractCall> {
    const args = [streamId, amount, await permit(contracts.Streams, amount)] as const;
    return contractCall({ ...streams, functionName: "topUpFromWallet", args });
  }

  async function closeBySignature(streamId: bigint): Promise<SignedRequest> {
    const { wallet, deadline } = await signer();
    const closing = { streamId, deadline };
    const types = closingTypes;
    const signature = await wallet.signTypedData({ domain, types, primaryType: "Closing", message: closing });
    return { path: "/v1/streams/closings", body: { closing, signature } };
  }

  const act = (functionName: "close" | "refund", streamId: bigint) =>
    contractCall({ ...streams, functionName, args: [streamId] });
  return { openFromAccount, openFromWallet, addFromAccount, addFromWallet, closeBySignature, act };
}
