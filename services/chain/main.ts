/** Starts the chain reader alone: `node services/chain/main.ts`. */
import { startAlone } from "../start-alone.ts";

await startAlone("stoa/chain");
