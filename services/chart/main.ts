/** Starts the chart renderer alone: `node services/chart/main.ts`. */
import { startAlone } from "../start-alone.ts";

await startAlone("stoa/chart");
