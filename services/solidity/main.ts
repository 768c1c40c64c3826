/** Starts the compiler alone: `node services/solidity/main.ts`. */
import { startAlone } from "../start-alone.ts";

await startAlone("stoa/solidity");
