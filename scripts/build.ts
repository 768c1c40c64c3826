/** `npm run build`: the contracts, contracts/generated.ts and the site, each when its sources have changed. */
import { writeFileSync } from "node:fs";
import { generate } from "./generate.ts";
import { buildContracts, buildSite } from "./start/build.ts";

if (await buildContracts()) console.log("Contracts built.");
writeFileSync("contracts/generated.ts", generate());
if (await buildSite()) console.log("Site built in web/dist.");
