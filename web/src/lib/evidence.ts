import { keccak256, stringToBytes, type Hex } from "viem";

/** Bytes of an evidence's URI that the Court takes: `MAX_URI` in Cases.sol. */
const MAX_URI = 2_048;

export interface Evidence {
  /** keccak256 of what can be read at `uri`. */
  readonly hash: Hex;
  readonly uri: string;
}

const PREFIX = "data:text/plain;charset=utf-8,";

/** A statement as evidence that needs no server: its text is its address (RFC 2397). */
export function statementEvidence(text: string): Evidence {
  return { hash: keccak256(stringToBytes(text)), uri: `${PREFIX}${encodeURIComponent(text)}` };
}

/** Why a statement cannot be sent; undefined when it can. */
export function statementProblem(text: string): string | undefined {
  if (text.trim() === "") return "Say what happened.";
  const { length } = statementEvidence(text.trim()).uri;
  return length > MAX_URI
    ? `That is ${length - MAX_URI} bytes too long for the chain. Put the whole of it on the web, and its address here.`
    : undefined;
}

/** The statement in an evidence's URI; undefined where it is a link to something else, or does not match its hash. */
export function statementOf({ uri, hash }: Evidence): string | undefined {
  if (!uri.startsWith(PREFIX)) return undefined;
  try {
    const text = decodeURIComponent(uri.slice(PREFIX.length));
    return keccak256(stringToBytes(text)) === hash ? text : undefined;
  } catch {
    return undefined;
  }
}
