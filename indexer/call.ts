/** A contract call in words and raw: what a proposal does, what waits in the Authority, what a council decides. */
import {
  decodeFunctionData,
  toFunctionSelector,
  type Abi,
  type AbiFunction,
  type AbiParameter,
  type Address,
  type Hex,
} from "viem";
import { formatAbiItem } from "viem/utils";
import type { AddressBook } from "./address-book.ts";

export interface Argument {
  /** In the ABI; the place of an item in a list, from 0; empty where the ABI has no name. */
  readonly name: string;
  readonly type: string;
  /** Numbers in decimal, bytes and addresses in hex; a list or a struct has arguments of its own. */
  readonly value: string | readonly Argument[];
  /** Of bytes that are a call themselves: what it does. */
  readonly call?: Call;
}

export interface Call {
  readonly target: Address;
  /** Wei, decimal. */
  readonly value: string;
  readonly data: Hex;
  /** The target's name in the deployment; null for an address that is not Stoa's. */
  readonly contract: string | null;
  /** `setMinDeposit(uint96)`. Null when the target has no such function, or the data are not its arguments. */
  readonly signature: string | null;
  readonly arguments: readonly Argument[];
}

/** How far calls within calls are opened: each level holds the bytes of all that it holds. */
const DEEPEST = 3;

/** Puts a call in words, as far as the address book knows the target. Never throws. */
export function readCall(book: AddressBook, target: Address, data: Hex, value = 0n, depth = 1): Call {
  const entry = book[target.toLowerCase()];
  const raw = { target: target.toLowerCase() as Address, value: String(value), data };
  const unknown: Call = { ...raw, contract: entry?.name ?? null, signature: null, arguments: [] };
  const known = entry && readData(entry.abi, data);
  if (!known) return unknown;
  const read = { ...unknown, ...known };
  return depth < DEEPEST ? { ...read, arguments: openCalls(book, read, depth + 1) } : read;
}

/** The bytes that are calls: beside the address they go to, by the platform's owner, and of a batch to its own contract. */
function openCalls(
  book: AddressBook,
  { target, signature, arguments: all }: Call,
  depth: number,
): Argument[] {
  const open = (argument: Argument, to: string | undefined): Argument =>
    to === undefined
      ? argument
      : { ...argument, call: readCall(book, to as Address, argument.value as Hex, 0n, depth) };
  const beside = all.find(({ name, type }) => name === "target" && type === "address")?.value;
  return all.map((argument) => {
    const { name, type, value } = argument;
    if (type === "bytes" && name === "data" && typeof beside === "string") return open(argument, beside);
    if (signature === "actAsOwner(bytes)") return open(argument, ownedAt(book, value as Hex));
    if (signature !== "multicall(bytes[])" || typeof value === "string") return argument;
    return { ...argument, value: value.map((each) => open(each, target)) };
  });
}

/** Where the Treasury acts as the platform's owner: Subscriptions for what it knows, the registry for all else. */
function ownedAt(book: AddressBook, data: Hex): string | undefined {
  const named = (name: string) => Object.keys(book).find((address) => book[address]?.name === name);
  const subscriptions = named("Subscriptions");
  const abi = subscriptions === undefined ? [] : book[subscriptions]!.abi;
  return functionOf(abi, data.slice(0, 10) as Hex) ? subscriptions : named("ServiceRegistry");
}

/** The function of an ABI that a call's first four bytes name. */
export function functionOf(abi: Abi, selector: Hex): AbiFunction | undefined {
  return abi.find(
    (item): item is AbiFunction => item.type === "function" && toFunctionSelector(item) === selector,
  );
}

function readData(abi: Abi, data: Hex): Pick<Call, "signature" | "arguments"> | undefined {
  const item = functionOf(abi, data.slice(0, 10) as Hex);
  if (!item) return undefined;
  try {
    const { args = [] } = decodeFunctionData({ abi: [item], data });
    return {
      signature: formatAbiItem(item),
      arguments: item.inputs.map((input, at) => read(input, args[at])),
    };
  } catch {
    return undefined;
  }
}

function read(parameter: AbiParameter, value: unknown): Argument {
  const { name = "", type } = parameter;
  if (Array.isArray(value) && type.endsWith("]")) {
    const item = { ...parameter, type: type.slice(0, type.lastIndexOf("[")) };
    return { name, type, value: value.map((each, at) => read({ ...item, name: String(at) }, each)) };
  }
  if ("components" in parameter) {
    const fields = parameter.components.map((field, at) => read(field, fieldOf(value, field.name, at)));
    return { name, type, value: fields };
  }
  if (type === "address") return { name, type, value: String(value).toLowerCase() };
  // PostgreSQL's jsonb takes no NUL.
  return { name, type, value: String(value).replaceAll("\0", "") };
}

/** viem gives a struct by the names of its fields, or as a list where one has no name. */
function fieldOf(value: unknown, name: string | undefined, at: number): unknown {
  if (Array.isArray(value)) return value[at];
  return (value as Record<string, unknown>)[name ?? ""];
}
