import { expect } from "chai";
import { encodeFunctionData, erc20Abi, parseAbi, type Address, type Hex } from "viem";
import {
  authorityAbi,
  escrowVaultAbi,
  serviceRegistryAbi,
  subscriptionsAbi,
  treasuryAbi,
} from "../../../contracts/generated.ts";
import type { AddressBook } from "../../../indexer/address-book.ts";
import { readCall, type Argument } from "../../../indexer/call.ts";

const TREASURY: Address = "0x00000000000000000000000000000000000000A1";
const VAULT: Address = "0x00000000000000000000000000000000000000b2";
const STRANGER: Address = "0x00000000000000000000000000000000000000C3";
const AUTHORITY: Address = "0x00000000000000000000000000000000000000d4";
const REGISTRY: Address = "0x00000000000000000000000000000000000000e5";
const SUBSCRIPTIONS: Address = "0x00000000000000000000000000000000000000f6";
const book: AddressBook = {
  [AUTHORITY]: { name: "Authority", abi: authorityAbi },
  [REGISTRY]: { name: "ServiceRegistry", abi: serviceRegistryAbi },
  [SUBSCRIPTIONS]: { name: "Subscriptions", abi: subscriptionsAbi },
  [TREASURY.toLowerCase()]: { name: "Treasury", abi: treasuryAbi },
  [VAULT]: { name: "EscrowVault", abi: escrowVaultAbi },
};

describe("a call in words", () => {
  it("names the contract, the function, and each argument with its value", () => {
    const data = encodeFunctionData({
      abi: escrowVaultAbi,
      functionName: "setMinDeposit",
      args: [2_000_000n],
    });
    expect(readCall(book, VAULT, data)).to.deep.equal({
      target: VAULT,
      value: "0",
      data,
      contract: "EscrowVault",
      signature: "setMinDeposit(uint96)",
      arguments: [{ name: "amount", type: "uint96", value: "2000000" }],
    });
  });

  it("opens structs and lists", () => {
    const budget = {
      council: STRANGER,
      token: VAULT,
      window: 86_400,
      cap: 10n,
      bands: [{ maxAmount: 5n, delay: 0, approvals: 2 }],
    };
    const data = encodeFunctionData({ abi: treasuryAbi, functionName: "openBudget", args: [budget] });
    const call = readCall(book, TREASURY, data);
    expect(call.signature).to.equal("openBudget((address,address,uint32,uint128,(uint128,uint32,uint8)[]))");
    expect(call.arguments).to.deep.equal([
      {
        name: "budget",
        type: "tuple",
        value: [
          { name: "council", type: "address", value: STRANGER.toLowerCase() },
          { name: "token", type: "address", value: VAULT },
          { name: "window", type: "uint32", value: "86400" },
          { name: "cap", type: "uint128", value: "10" },
          {
            name: "bands",
            type: "tuple[]",
            value: [
              {
                name: "0",
                type: "tuple",
                value: [
                  { name: "maxAmount", type: "uint128", value: "5" },
                  { name: "delay", type: "uint32", value: "0" },
                  { name: "approvals", type: "uint8", value: "2" },
                ],
              },
            ],
          },
        ],
      },
    ]);
  });

  it("opens calls within calls: of the platform's owner, of the Authority, and of a batch", () => {
    const limit = encodeFunctionData({ abi: escrowVaultAbi, functionName: "setMinDeposit", args: [1n] });
    const execute = encodeFunctionData({ abi: authorityAbi, functionName: "execute", args: [VAULT, limit] });
    const batch = encodeFunctionData({ abi: authorityAbi, functionName: "multicall", args: [[execute]] });
    const [list] = readCall(book, AUTHORITY, batch).arguments;
    const [first] = list!.value as readonly Argument[];
    expect(first?.call).to.include({ contract: "Authority", signature: "execute(address,bytes)" });
    expect(first?.call?.arguments[1]?.call).to.include({
      contract: "EscrowVault",
      signature: "setMinDeposit(uint96)",
      data: limit,
    });

    const status = encodeFunctionData({ abi: serviceRegistryAbi, functionName: "setStatus", args: [0n, 1] });
    const owner = encodeFunctionData({ abi: treasuryAbi, functionName: "actAsOwner", args: [status] });
    expect(readCall(book, TREASURY, owner).arguments[0]?.call).to.include({
      target: REGISTRY,
      signature: "setStatus(uint256,uint8)",
    });

    const plan = encodeFunctionData({
      abi: subscriptionsAbi,
      functionName: "retirePlan",
      args: [`0x${"12".repeat(32)}`, 0n],
    });
    const retires = encodeFunctionData({ abi: treasuryAbi, functionName: "actAsOwner", args: [plan] });
    expect(readCall(book, TREASURY, retires).arguments[0]?.call).to.include({
      target: SUBSCRIPTIONS,
      signature: "retirePlan(bytes32,uint256)",
    });
  });

  it("stops opening after three, however deep they go", () => {
    let data: Hex = "0x12345678";
    for (let level = 0; level < 50; level++) {
      data = encodeFunctionData({ abi: authorityAbi, functionName: "execute", args: [AUTHORITY, data] });
    }
    const third = readCall(book, AUTHORITY, data).arguments[1]?.call?.arguments[1]?.call;
    expect(third).to.include({ signature: "execute(address,bytes)" });
    expect(third?.arguments[1]?.call).to.equal(undefined);
  });

  it("says that it does not know a function, and keeps the bytes", () => {
    const data = encodeFunctionData({ abi: parseAbi(["function drain(address to)"]), args: [STRANGER] });
    expect(readCall(book, TREASURY, data)).to.include({ contract: "Treasury", signature: null, data });
    expect(readCall(book, TREASURY, "0x")).to.include({ contract: "Treasury", signature: null, data: "0x" });
  });

  it("does not take a stranger's contract for one of Stoa's, whatever is called there", () => {
    const data = encodeFunctionData({ abi: erc20Abi, functionName: "transfer", args: [TREASURY, 1n] });
    const call = readCall(book, STRANGER, data, 7n);
    expect(call).to.include({ target: STRANGER.toLowerCase(), contract: null, signature: null, value: "7" });
    expect(call.arguments).to.deep.equal([]);
  });

  it("claims nothing of data that are cut off", () => {
    const data = encodeFunctionData({ abi: escrowVaultAbi, functionName: "setMinDeposit", args: [1n] });
    const cut = data.slice(0, -2) as `0x${string}`;
    expect(readCall(book, VAULT, cut)).to.include({ contract: "EscrowVault", signature: null, data: cut });
  });

  it("drops the character that PostgreSQL refuses from texts", () => {
    const args = [`0x${"11".repeat(32)}`, "a\0b"] as const;
    const data = encodeFunctionData({ abi: treasuryAbi, functionName: "publishReport", args });
    expect(readCall(book, TREASURY, data).arguments[1]?.value).to.equal("ab");
  });
});
