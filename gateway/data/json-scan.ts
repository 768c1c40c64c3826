/**
 * Finds members of a JSON object by their place in the bytes, so that a message can be checked and cut without being
 * written anew: numbers, spelling and order stay as they were. For text that JSON.parse has accepted.
 */
export interface Member {
  readonly key: string;
  /** First byte of the key's quote. */
  readonly start: number;
  readonly valueStart: number;
  /** After the value's last byte. */
  readonly valueEnd: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;

/** Members of the object that starts at or after `from`; undefined when there is no object. */
export function membersAt(json: Buffer, from: number): Member[] | undefined {
  let at = skipSpace(json, from);
  if (json[at] !== OPEN_BRACE) return undefined;
  const members: Member[] = [];
  at = skipSpace(json, at + 1);
  while (json[at] === QUOTE) {
    const start = at;
    const keyEnd = skipString(json, at);
    const colon = skipSpace(json, keyEnd);
    const valueStart = skipSpace(json, colon + 1);
    const valueEnd = skipValue(json, valueStart);
    members.push({ key: keyText(json, start, keyEnd), start, valueStart, valueEnd });
    at = skipSpace(json, valueEnd);
    if (json[at] === COMMA) at = skipSpace(json, at + 1);
  }
  return members;
}

/** Where the object at `from` ends: the place of its closing brace. */
export function closingBrace(json: Uint8Array, from: number): number {
  return skipValue(json, skipSpace(json, from)) - 1;
}

function keyText(json: Buffer, start: number, end: number): string {
  const text = json.toString("utf8", start + 1, end - 1);
  // An escape in a key means the same key to every parser.
  return text.includes("\\") ? (JSON.parse(`"${text}"`) as string) : text;
}

function skipSpace(json: Uint8Array, from: number): number {
  let at = from;
  while (json[at] === 0x20 || json[at] === 0x0a || json[at] === 0x0d || json[at] === 0x09) at++;
  return at;
}

function skipString(json: Uint8Array, from: number): number {
  let at = from + 1;
  while (at < json.length && json[at] !== QUOTE) at += json[at] === BACKSLASH ? 2 : 1;
  return at + 1;
}

/** Without recursion: nesting is the sender's choice. */
function skipValue(json: Uint8Array, from: number): number {
  const first = json[from];
  if (first === QUOTE) return skipString(json, from);
  let at = from;
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) {
    while (at < json.length && !endsLiteral(json[at]!)) at++;
    return at;
  }
  let depth = 0;
  do {
    const byte = json[at]!;
    if (byte === QUOTE) {
      at = skipString(json, at);
      continue;
    }
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth--;
    at++;
  } while (depth > 0 && at < json.length);
  return at;
}

function endsLiteral(byte: number): boolean {
  return byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET || byte <= 0x20;
}
