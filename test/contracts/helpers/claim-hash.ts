/** What a claim leaves on chain, computed as IEscrowVault.claimHash says. */
import { concatHex, encodeAbiParameters, keccak256, zeroHash, type Address, type Hex } from "viem";
import type { Row } from "./sign.ts";

const word = (type: "address" | "uint256" | "bytes32") => ({ type }) as const;

export function ledgerId({ voucher }: Pick<Row, "voucher">): Hex {
  const { payer, gateway, key, serviceId } = voucher;
  const types = [word("address"), word("address"), word("address"), word("uint256")] as const;
  return keccak256(encodeAbiParameters(types, [payer, gateway, key, serviceId]));
}

/** @param before The ledger's claimed total before the row. */
export function rowHash(row: Row, before: bigint): Hex {
  const { epoch, termsHash } = row.voucher;
  const types = [
    word("bytes32"),
    word("uint256"),
    word("bytes32"),
    word("uint256"),
    word("uint256"),
  ] as const;
  return keccak256(
    encodeAbiParameters(types, [ledgerId(row), BigInt(epoch), termsHash, before, row.charged]),
  );
}

/** @param rowHashes In the order of the rows; zero for a skipped one. */
export function claimHash(gateway: Address, time: bigint, receiptsRoot: Hex, rowHashes: readonly Hex[]): Hex {
  const types = [word("address"), word("uint256"), word("bytes32"), word("bytes32")] as const;
  return keccak256(
    encodeAbiParameters(types, [gateway, time, receiptsRoot, keccak256(concatHex(rowHashes))]),
  );
}

export const SKIPPED = zeroHash;
