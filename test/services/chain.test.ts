import { expect } from "chai";
import {
  encodeAbiParameters,
  encodeEventTopics,
  encodeFunctionData,
  erc20Abi,
  parseAbi,
  parseEther,
} from "viem";
import { escrowVaultAbi } from "../../contracts/generated.ts";
import { createChainService } from "../../services/chain/service.ts";
import { createCompiler } from "../../services/solidity/compiler.ts";
import { standardJson, compileInputSchema } from "../../services/solidity/compile-input.ts";
import { readOutput } from "../../services/solidity/compile-output.ts";
import { startTestChain, type TestChain } from "../helpers/local-chain.ts";
import { ERAS, type ConnectedClient } from "./helpers/clients.ts";
import { serviceFixture, type ServiceFixture } from "./helpers/fixture.ts";
import { CALLER, OTHER_CALLER } from "./helpers/token-issuer.ts";

const STORE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Store {
  struct Pair { uint256 left; int8[] right; }
  event Put(address indexed by, uint256 value);
  uint256 public value;
  function put(uint256 next) external { value = next; emit Put(msg.sender, next); }
  function sum(Pair calldata pair) external pure returns (int256 total) {
    total = int256(pair.left);
    for (uint256 i; i < pair.right.length; i++) total += pair.right[i];
  }
  function sum(uint256 a, uint256 b) external pure returns (uint256) { return a + b; }
  function fail() external pure { revert("out of olives"); }
}`;

describe("the chain reader", () => {
  let chain: TestChain;
  let service: ServiceFixture;
  let client: ConnectedClient;
  let abi: Record<string, unknown>[];
  let store: string;
  let putHash: string;

  before(async () => {
    chain = await startTestChain();
    service = await serviceFixture(createChainService(chain.url));
    client = await service.client(ERAS[1]!, "anonymous");
    const compiler = createCompiler();
    const files = { "Store.sol": STORE };
    const output = await compiler.compile(standardJson(compileInputSchema.parse({ sources: files }), files));
    await compiler.close();
    const [compiled] = readOutput(output, files, undefined).contracts;
    abi = compiled?.abi ?? [];
    const [account] = await chain.client.getAddresses();
    const deployed = await chain.client.deployContract({
      abi,
      bytecode: compiled?.bytecode as `0x${string}`,
      account: account!,
      chain: null,
    });
    store = (await chain.client.waitForTransactionReceipt({ hash: deployed })).contractAddress ?? "";
    putHash = await chain.client.writeContract({
      address: store as `0x${string}`,
      abi: parseAbi(["function put(uint256 next)"]),
      functionName: "put",
      args: [77n],
      account: account!,
      chain: null,
    });
    await chain.client.waitForTransactionReceipt({ hash: putHash as `0x${string}` });
  });
  after(async () => {
    await service.close();
    await chain.close();
  });

  for (const era of ERAS) {
    it(`decodes calldata of Stoa's own contracts without an ABI, in ${era}`, async () => {
      const caller = await service.client(era);
      const data = encodeFunctionData({
        abi: escrowVaultAbi,
        functionName: "thaw",
        args: [CALLER, 5_000_000n],
      });
      const { structured } = await caller.call("decode_calldata", { data });
      expect(structured).to.deep.equal({
        name: "thaw",
        selector: data.slice(0, 10),
        source: "escrowVault",
        arguments: [
          { name: "gateway", type: "address", value: CALLER },
          { name: "amount", type: "uint96", value: "5000000" },
        ],
      });
    });
  }

  it("decodes calldata by a signature the caller sends", async () => {
    const data = encodeFunctionData({
      abi: parseAbi(["function paint(string colour, bool[2] coats)"]),
      args: ["blue", [true, false]],
    });
    const { structured } = await client.call("decode_calldata", {
      data,
      abi: ["function paint(string colour, bool[2] coats)"],
    });
    expect(structured["arguments"]).to.deep.equal([
      { name: "colour", type: "string", value: "blue" },
      { name: "coats", type: "bool[2]", value: [true, false] },
    ]);
  });

  it("decodes a log, indexed arguments and others", async () => {
    const topics = encodeEventTopics({
      abi: erc20Abi,
      eventName: "Transfer",
      args: { from: CALLER, to: OTHER_CALLER },
    });
    const data = encodeAbiParameters([{ type: "uint256" }], [123n]);
    const { structured } = await client.call("decode_log", { topics, data });
    expect(structured).to.include({ name: "Transfer" });
    expect(structured["arguments"]).to.deep.equal([
      { name: "from", type: "address", value: CALLER },
      { name: "to", type: "address", value: OTHER_CALLER },
      { name: "value", type: "uint256", value: "123" },
    ]);
  });

  it("reads a contract, with whole numbers and structs as JSON", async () => {
    const value = await client.call("read_contract", { address: store, abi, function: "value" });
    expect(value.structured).to.deep.equal({ function: "value", result: "77" });
    const pair = { left: "1000000000000000000000", right: [-3, "1"] };
    const sum = await client.call("read_contract", {
      address: store,
      abi,
      function: "sum((uint256,int8[]))",
      args: [pair],
    });
    expect(sum.structured).to.deep.equal({ function: "sum", result: "999999999999999999998" });
  });

  it("reads balances of the chain's coin", async () => {
    await chain.client.setBalance({ address: OTHER_CALLER, value: parseEther("2.5") });
    const { structured } = await client.call("balance", { address: OTHER_CALLER });
    expect(structured).to.deep.equal({
      balance: "2500000000000000000",
      formatted: "2.5",
      symbol: "ETH",
      decimals: 18,
    });
  });

  it("shows a block and its transactions", async () => {
    const { blockNumber } = await chain.client.getTransactionReceipt({ hash: putHash as `0x${string}` });
    const { structured } = await client.call("block", { blockNumber: blockNumber.toString() });
    expect(structured).to.include({ number: blockNumber.toString() });
    expect(structured["transactions"]).to.include(putHash);
  });

  it("shows a transaction with decoded input and logs", async () => {
    const { structured } = await client.call("transaction", { hash: putHash, abi });
    expect(structured).to.include({ status: "success", to: store.toLowerCase() });
    expect(structured["input"]).to.deep.include({ name: "put" });
    const [log] = structured["logs"] as { event: { name: string; arguments: { value: unknown }[] } }[];
    expect(log?.event.name).to.equal("Put");
    expect(log?.event.arguments[1]?.value).to.equal("77");
  });

  const refused: [what: string, tool: string, args: () => Record<string, unknown>, message: RegExp][] = [
    [
      "an unknown selector",
      "decode_calldata",
      () => ({ data: "0xdeadbeef" }),
      /No ABI here fits selector 0xdeadbeef/,
    ],
    ["calldata cut short", "decode_calldata", () => ({ data: "0xa9059cbb00" }), /No ABI here fits/],
    ["half a selector", "decode_calldata", () => ({ data: "0xa905" }), /starts with a selector/],
    ["data that is not hex", "decode_calldata", () => ({ data: "hello" }), /hex/],
    [
      "a signature that cannot be read",
      "decode_calldata",
      () => ({ data: "0xa9059cbb", abi: ["functoin x()"] }),
      /Unknown signature/,
    ],
    [
      "a function that is not there",
      "read_contract",
      () => ({ address: store, abi, function: "valeu" }),
      /no function "valeu".*value\(\)/,
    ],
    [
      "a name with several forms",
      "read_contract",
      () => ({ address: store, abi, function: "sum", args: [1, 2] }),
      /several forms/,
    ],
    [
      "too few arguments",
      "read_contract",
      () => ({ address: store, abi, function: "sum(uint256,uint256)", args: [1] }),
      /takes 2 arguments, these are 1/,
    ],
    [
      "an argument that is no number",
      "read_contract",
      () => ({ address: store, abi, function: "sum(uint256,uint256)", args: ["one", 1] }),
      /a is a whole number/,
    ],
    [
      "a call that reverts",
      "read_contract",
      () => ({ address: store, abi, function: "fail" }),
      /out of olives/,
    ],
    [
      "an address without a contract",
      "read_contract",
      () => ({ address: CALLER, abi, function: "value" }),
      /returned no data/,
    ],
    [
      "a transaction that is not there",
      "transaction",
      () => ({ hash: `0x${"12".repeat(32)}` }),
      /could not be found/,
    ],
  ];
  for (const [what, tool, args, message] of refused) {
    it(`says what is wrong with ${what}`, async () => {
      const { isError, text } = await client.call(tool, args());
      expect(isError).to.equal(true);
      expect(text).to.match(message);
    });
  }

  it("says so when the chain cannot be reached", async () => {
    const dead = await serviceFixture(createChainService("http://127.0.0.1:1"));
    try {
      const { isError, text } = await (await dead.client(ERAS[1]!)).call("block");
      expect(isError).to.equal(true);
      expect(text).to.match(/HTTP request failed/);
    } finally {
      await dead.close();
    }
  });
});
