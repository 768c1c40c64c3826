/** One JSON-RPC message of a client, read for what decides about price and form. Its bytes stay untouched. */
import { hash } from "node:crypto";
import type { Hex } from "viem";
import { refuse, type Refusal } from "../refusals.ts";
import { membersAt, type Member } from "./json-scan.ts";

export type RequestId = string | number;

export interface ClientMessage {
  /** Absent for an answer to the server. */
  readonly method: string | undefined;
  /** Absent for notifications and answers. */
  readonly id: RequestId | undefined;
  /** The id as the client spelled it. */
  readonly idText: string;
  /** `params.name`, or `params.uri` where a method has that. */
  readonly name: string | undefined;
  /** `params._meta`. */
  readonly meta: Readonly<Record<string, unknown>> | undefined;
  /** `_meta["io.modelcontextprotocol/protocolVersion"]`, of 2026-07-28 and later. */
  readonly protocolVersion: string | undefined;
  /** SHA-256 of the params without `_meta`: what is asked, whoever pays and however the message is numbered. */
  requestHash(): Hex;
}

const PROTOCOL_VERSION_META = "io.modelcontextprotocol/protocolVersion";
/** Members that decide what a server does. */
const MESSAGE_KEYS = ["jsonrpc", "method", "params", "id", "result", "error"];
const PARAMS_KEYS = ["name", "uri", "arguments", "_meta"];

const LINE_END = Buffer.from("\n");

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function readMessage(body: Buffer): { message: ClientMessage } | { refusal: Refusal } {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(body));
  } catch {
    return malformed("it is not JSON");
  }
  if (Array.isArray(value)) return { refusal: refuse("batch_unsupported") };
  if (typeof value !== "object" || value === null) return malformed("it is not an object");
  const { method, id, params } = value as Record<string, unknown>;
  const members = membersAt(body, 0)!;
  const paramsPlace = members.find(({ key }) => key === "params");
  const paramsMembers = paramsPlace ? membersAt(body, paramsPlace.valueStart) : undefined;
  const isCall = method === "tools/call";
  const problem =
    ambiguity(members, MESSAGE_KEYS) ?? (isCall ? ambiguity(paramsMembers ?? [], PARAMS_KEYS) : undefined);
  if (problem) return malformed(problem);
  if (method !== undefined && typeof method !== "string") return malformed("method is not a string");
  if (id !== undefined && id !== null && typeof id !== "string" && typeof id !== "number")
    return malformed("id is neither a string nor a number");

  const fields = isRecord(params) ? params : {};
  const name = fields["name"] ?? fields["uri"];
  const meta = isRecord(fields["_meta"]) ? fields["_meta"] : undefined;
  const version = meta?.[PROTOCOL_VERSION_META];
  const idPlace = members.find(({ key }) => key === "id");
  const message: ClientMessage = {
    method,
    id: id ?? undefined,
    idText: idPlace ? body.toString("utf8", idPlace.valueStart, idPlace.valueEnd) : "null",
    name: typeof name === "string" ? name : undefined,
    meta,
    protocolVersion: typeof version === "string" ? version : undefined,
    requestHash: () => hashWithoutMeta(body, paramsPlace, paramsMembers ?? []),
  };
  return isCall ? checkToolCall(message, fields) : { message };
}

/** A call that cannot be answered or named could not be charged, but a lenient server might serve it. */
function checkToolCall(message: ClientMessage, params: Record<string, unknown>) {
  if (message.id === undefined) return malformed("a tools/call needs an id");
  if (typeof params["name"] !== "string") return malformed("a tools/call needs params.name");
  return { message };
}

/**
 * A key that stands twice, or is spelled so that only a lenient parser takes it for one of `keys`: the gateway would
 * price one call and the server run another.
 */
function ambiguity(members: readonly Member[], keys: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (const { key } of members) {
    if (!keys.includes(key)) {
      const folded = fold(key);
      if (keys.includes(folded)) return `the key "${key}" is not spelled "${folded}"`;
    } else if (seen.has(key)) return `the key "${key}" stands twice`;
    else seen.add(key);
  }
  return undefined;
}

/** Letters that some parsers take for each other: case, and what Unicode folds to ASCII. */
function fold(key: string): string {
  return key.toUpperCase().toLowerCase();
}

function hashWithoutMeta(body: Buffer, params: Member | undefined, members: readonly Member[]): Hex {
  const asked: Uint8Array[] = [];
  for (const { key, start, valueEnd } of params ? members : [])
    if (key !== "_meta") asked.push(body.subarray(start, valueEnd), LINE_END);
  return `0x${hash("sha256", Buffer.concat(asked), "hex")}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function malformed(problem: string): { refusal: Refusal } {
  return { refusal: refuse("body_malformed", { problem }) };
}
