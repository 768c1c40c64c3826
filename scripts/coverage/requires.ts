/**
 * Every `require` of a contract written as its two sides, each on a line of its own. Line coverage then tells which of
 * them no test has met: the one that refuses, or the one that lets pass.
 */

/** Lines are numbered from 1. */
export interface Require {
  /** In one line, as it stands in the source but for spaces and comments. */
  readonly text: string;
  /** On which it begins, in the source. */
  readonly line: number;
  /** Of the spelled out text. */
  readonly refusing: number;
  readonly accepting: number;
}

export interface SpelledOut {
  readonly text: string;
  /** The source's line for each line of the text. */
  readonly origins: readonly number[];
  readonly requires: readonly Require[];
}

interface Place {
  readonly from: number;
  readonly to: number;
  readonly condition: string;
  readonly problem: string;
}

/** @throws Error when a require is not `require(condition, Problem(arguments));` */
export function spellOutRequires(source: string): SpelledOut {
  const requires: Require[] = [];
  const origins = [1];
  let text = "";
  let line = 1;
  const keep = (part: string) => {
    text += part;
    for (const _ of part.matchAll(/\n/g)) origins.push(++line);
  };
  /** @returns the number of the line that it makes */
  const insert = (part: string) => {
    text += `\n${part}`;
    return origins.push(line);
  };

  let end = 0;
  for (const { from, to, condition, problem } of placesOf(source)) {
    keep(source.slice(end, from));
    const first = line;
    text += "if (!(";
    keep(condition);
    // The condition may end with a comment.
    insert(")) {");
    const refusing = insert(`revert ${problem};`);
    insert("} else {");
    const accepting = insert("true;");
    line = first + source.slice(from, to).split("\n").length - 1;
    insert("}");
    requires.push({ text: oneLine(source.slice(from, to)), line: first, refusing, accepting });
    end = to;
  }
  keep(source.slice(end));
  return { text, origins, requires };
}

function placesOf(source: string): Place[] {
  const code = blank(source);
  return [...code.matchAll(/\brequire\s*\(/g)].map((match) => {
    const from = match.index;
    const open = from + match[0].length;
    const { commas, close } = argumentsFrom(code, open);
    const [comma, ...others] = commas;
    const to = /^\s*;/.exec(code.slice(close + 1))?.[0].length;
    if (comma === undefined || others.length > 0 || to === undefined) {
      throw new Error(
        `Not require(condition, Problem(arguments)): ${oneLine(source.slice(from, close + 1))}`,
      );
    }
    return {
      from,
      to: close + 1 + to,
      condition: source.slice(open, comma),
      problem: oneLine(source.slice(comma + 1, close)),
    };
  });
}

/** @param open Of the first argument. @returns where the commas between the arguments are, and the end */
function argumentsFrom(code: string, open: number): { commas: number[]; close: number } {
  const commas: number[] = [];
  let depth = 0;
  for (let at = open; at < code.length; ++at) {
    const sign = code[at]!;
    if ("([{".includes(sign)) depth += 1;
    else if (depth > 0 && ")]}".includes(sign)) depth -= 1;
    else if (sign === ")") return { commas, close: at };
    else if (sign === "," && depth === 0) commas.push(at);
  }
  throw new Error(`A parenthesis is not closed: ${oneLine(code.slice(open, open + 80))}`);
}

const COMMENT = String.raw`\/\/[^\n]*|\/\*[\s\S]*?\*\/`;
const STRING = String.raw`"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'`;

/** The source with spaces in the place of comments and strings: what looks like code in them is none. */
function blank(source: string): string {
  return source.replace(new RegExp(`${COMMENT}|${STRING}`, "g"), (found) => found.replace(/[^\n]/g, " "));
}

function oneLine(code: string): string {
  return code
    .replace(new RegExp(`(${STRING})|${COMMENT}`, "g"), (_, string?: string) => string ?? " ")
    .replace(/\s+/g, " ")
    .replace(/([([]) | (?=[)\]])/g, "$1")
    .trim();
}
