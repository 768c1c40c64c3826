import type { ErrorArgs, ErrorName } from "../abi-errors.ts";
import type { ErrorWords } from "../error-format.ts";

/** A sentence for each custom error, made of its arguments. */
export type Sentences = {
  readonly [name in ErrorName]: (args: ErrorArgs<name>, words: ErrorWords) => string;
};
