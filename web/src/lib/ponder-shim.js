// What indexer/ponder.schema.ts needs of "ponder", without ponder's server. The last path has no types: this stays JavaScript.
export * from "drizzle-orm";
export { alias, boolean, index, integer, numeric, text, uniqueIndex } from "drizzle-orm/pg-core";
export {
  bigint,
  hex,
  onchainEnum,
  onchainTable,
  onchainView,
  primaryKey,
} from "../../../node_modules/ponder/dist/esm/drizzle/onchain.js";
