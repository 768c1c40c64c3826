/** Starts the protocol's reference server alone: `node services/everything/main.ts`. */
import { startAlone } from "../start-alone.ts";

await startAlone("stoa/everything");
