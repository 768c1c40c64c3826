/** Starts the SQL scratchpad alone: `node services/scratchpad/main.ts`. */
import { startAlone } from "../start-alone.ts";

await startAlone("stoa/scratchpad");
