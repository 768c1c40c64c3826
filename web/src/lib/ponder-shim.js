// What indexer/ponder.schema.ts takes from "ponder", without ponder's server. The last path has no types: this stays JavaScript.
export { relations } from "drizzle-orm";
export { index } from "drizzle-orm/pg-core";
export {
  onchainEnum,
  onchainTable,
  primaryKey,
} from "../../../node_modules/ponder/dist/esm/drizzle/onchain.js";
