/**
 * Starts several services in one process, which saves memory: `node services/main.ts [name…]`, all five without names.
 * They listen from PORT (4101) upwards, in the catalogue's order (PORT=0: on any free ones). A publisher runs each alone: services/<name>/main.ts.
 */
import { demoListings } from "./catalogue.ts";
import { readEnv } from "./env.ts";
import { startService } from "./start-service.ts";
import { stopOnSignal } from "./stop-on-signal.ts";

const env = readEnv(process.env);
const wanted = process.argv.slice(2).map((name) => (name.includes("/") ? name : `stoa/${name}`));
const unknown = wanted.find((name) => !demoListings.some((listing) => listing.name === name));
if (unknown)
  throw new Error(
    `There is no service "${unknown}". There are ${demoListings.map(({ name }) => name).join(", ")}.`,
  );

const first = env.port ?? 4101;
const running = await Promise.all(
  demoListings.flatMap(({ name }, index) =>
    wanted.length === 0 || wanted.includes(name)
      ? [startService(name, env, first === 0 ? 0 : first + index)]
      : [],
  ),
);
stopOnSignal(running);
for (const { url } of running) console.log(`listening ${url}`);
