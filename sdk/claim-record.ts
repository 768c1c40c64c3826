import {
  encodeAbiParameters,
  isAddressEqual,
  keccak256,
  parseAbiParameters,
  parseEventLogs,
  zeroHash,
  type Address,
  type Hex,
  type Log,
} from "viem";
import { escrowVaultAbi } from "../contracts/generated.ts";

/** A row of a claim as ChargeDisputes takes it, token base units. */
export interface ClaimedRow {
  readonly index: bigint;
  readonly payer: Address;
  readonly key: Address;
  readonly serviceId: bigint;
  readonly epoch: number;
  readonly termsHash: Hex;
  readonly before: bigint;
  readonly charged: bigint;
}

/** A claim as the vault's `claimHash` binds it, with its rows that were paid: what opens a charge dispute. */
export interface ClaimRecord {
  readonly claim: {
    readonly claimId: bigint;
    readonly gateway: Address;
    readonly time: bigint;
    readonly receiptsRoot: Hex;
    readonly rowHashes: readonly Hex[];
  };
  readonly rows: readonly ClaimedRow[];
}

/**
 * Reads the one claim of a transaction from its logs.
 * @param time of its block, Unix seconds.
 * @throws Error when the logs hold no claim of that vault.
 */
export function claimRecordOf(logs: readonly Log[], vault: Address, time: bigint): ClaimRecord {
  const own = logs.filter(({ address }) => isAddressEqual(address, vault));
  const events = parseEventLogs({ abi: escrowVaultAbi, logs: own });
  const claimed = events.find((event) => event.eventName === "Claimed");
  if (!claimed) throw new Error("there is no claim in these logs");
  const { claimId, gateway, receiptsRoot, rows: count } = claimed.args;
  const skipped = new Set(
    events.flatMap(({ eventName, args }) => (eventName === "RowSkipped" ? [args.index] : [])),
  );
  // The vault tells the rows in their order, and of skipped ones the index.
  const indices = Array.from({ length: Number(count) }, (_, i) => BigInt(i)).filter((i) => !skipped.has(i));
  const rows = events
    .flatMap(({ eventName, args }) => (eventName === "RowClaimed" ? [args] : []))
    .map(({ payer, key, serviceId, epoch, termsHash, charged, delta }, i) => {
      const before = charged - delta;
      return { index: indices[i]!, payer, key, serviceId, epoch, termsHash, before, charged };
    });
  const rowHashes = Array.from<unknown, Hex>({ length: Number(count) }, () => zeroHash);
  for (const row of rows) rowHashes[Number(row.index)] = rowHashOf(row, gateway);
  return { claim: { claimId, gateway, time, receiptsRoot, rowHashes }, rows };
}

const ledgerTypes = parseAbiParameters("address, address, address, uint256");
const rowTypes = parseAbiParameters("bytes32, uint256, bytes32, uint256, uint256");

/** As IEscrowVault.claimHash describes it. */
function rowHashOf({ payer, key, serviceId, ...row }: ClaimedRow, gateway: Address): Hex {
  const ledgerId = keccak256(encodeAbiParameters(ledgerTypes, [payer, gateway, key, serviceId]));
  const { epoch, termsHash, before, charged } = row;
  return keccak256(encodeAbiParameters(rowTypes, [ledgerId, BigInt(epoch), termsHash, before, charged]));
}
