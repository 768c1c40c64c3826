import { expect } from "chai";
import {
  ContractFunctionExecutionError,
  ContractFunctionRevertedError,
  encodeErrorResult,
  UserRejectedRequestError,
  zeroAddress,
} from "viem";
import { escrowVaultAbi, testUSDCAbi } from "../../contracts/generated.ts";
import { errorAbi } from "../../web/src/lib/abi-errors.ts";
import { errorSentences } from "../../web/src/lib/error-sentences.ts";
import { isUserRejection, problemOf } from "../../web/src/lib/errors.ts";

/** As viem throws it when the call of `functionName` reverts with `data`. */
function reverted(data: `0x${string}`) {
  const cause = new ContractFunctionRevertedError({ abi: escrowVaultAbi, data, functionName: "thaw" });
  return new ContractFunctionExecutionError(cause, {
    abi: escrowVaultAbi,
    functionName: "thaw",
    args: [zeroAddress, 1n],
    contractAddress: zeroAddress,
  });
}

describe("what a reverted transaction says", () => {
  it("has a sentence for each custom error of each contract, and none for an error that is gone", () => {
    const names = [...new Set(errorAbi.map(({ name }) => name))].sort();
    expect(Object.keys(errorSentences).sort()).to.deep.equal(names);
  });

  it("names the numbers that failed", () => {
    const data = encodeErrorResult({
      abi: escrowVaultAbi,
      errorName: "EscrowVaultDepositTooSmall",
      args: [500_000n, 1_000_000n],
    });
    expect(problemOf(reverted(data))).to.equal("0.50 USDC is less than the smallest deposit of 1.00 USDC.");
  });

  it("knows the token's errors too, when the vault was called", () => {
    const data = encodeErrorResult({
      abi: testUSDCAbi,
      errorName: "ERC20InsufficientBalance",
      args: ["0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65", 0n, 5_000_000n],
    });
    expect(problemOf(reverted(data))).to.equal("0x15d3…6A65 holds 0.00 USDC; 5.00 USDC is needed.");
  });

  it("passes on the reason of a contract that is not ours", () => {
    const abi = [{ type: "error", name: "Error", inputs: [{ name: "message", type: "string" }] }] as const;
    const data = encodeErrorResult({ abi, errorName: "Error", args: ["paused"] });
    expect(problemOf(reverted(data))).to.equal("paused");
  });
});

describe("a person who says no in the wallet", () => {
  it("is recognised by viem's error and by the bare code 4001", () => {
    expect(isUserRejection(new UserRejectedRequestError(new Error("no")))).to.equal(true);
    expect(isUserRejection({ code: 4001, message: "User rejected the request." })).to.equal(true);
  });

  it("is not confused with a failure", () => {
    expect(isUserRejection(new Error("boom"))).to.equal(false);
    expect(isUserRejection({ code: -32603 })).to.equal(false);
    expect(isUserRejection(undefined)).to.equal(false);
  });
});
