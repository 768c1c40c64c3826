import { expect } from "chai";
import {
  ContractFunctionExecutionError,
  ContractFunctionRevertedError,
  encodeErrorResult,
  UserRejectedRequestError,
  zeroAddress,
} from "viem";
import { refuse, REFUSALS, refusalMessage } from "../../gateway/refusals.ts";
import { PaymentRefusedError } from "../../sdk/signer/errors.ts";
import { callProblem } from "../../web/src/lib/call-problem.ts";
import { GatewayError } from "../../web/src/lib/gateway.ts";
import { refusalSentences } from "../../web/src/lib/refusal-sentences.ts";
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

/** As the gateway sends it over HTTP, each detail that its own sentence names filled in. */
function refused(code: keyof typeof REFUSALS): GatewayError {
  const names = [...REFUSALS[code].message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const details = Object.fromEntries(names.map((name) => [name, "1500000"]));
  return new GatewayError(REFUSALS[code].status, refusalMessage(refuse(code, details)), code, details);
}

describe("what a refusal of the gateway says", () => {
  const codes = Object.keys(REFUSALS) as (keyof typeof REFUSALS)[];

  it("has a sentence of its own for each code of the gateway's table, and none for a code that is gone", () => {
    expect(Object.keys(refusalSentences).sort()).to.deep.equal([...codes].sort());
  });

  for (const code of codes)
    it(`fills in what is known of ${code}`, () => {
      const sentence = problemOf(refused(code));
      expect(sentence).to.match(/^[A-Z0-9].*\.$/);
      expect(sentence).not.to.match(/\?|undefined|\{|base unit/);
    });

  it("speaks of money with its symbol, wherever the refusal came in", () => {
    const details = { available: "20000", needed: "100000" };
    const words = "Your account can spend 0.02 USDC of the 0.10 USDC needed. Deposit, then try again.";
    const required = {
      x402Version: 2 as const,
      accepts: [],
      extensions: { "stoa-refusal": { info: { code: "insufficient_balance", details } } },
    };
    expect(callProblem(new PaymentRefusedError("insufficient_balance", "no", required))).to.equal(words);
    expect(callProblem({ data: { code: "insufficient_balance", details } })).to.equal(words);
    expect(problemOf(new GatewayError(402, "no", "insufficient_balance", details))).to.equal(words);
  });

  it("is the gateway's own where the code is new to the site", () => {
    expect(problemOf(new GatewayError(418, "I am a teapot.", "teapot"))).to.equal("I am a teapot.");
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
