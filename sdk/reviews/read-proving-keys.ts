import { readFileSync } from "node:fs";
import { PROVING_KEY_FILES, type ProvingKeys } from "./proving-keys.ts";

/** The proving keys that come with this folder. Node only: a page fetches them from its own site. */
export function readProvingKeys(): ProvingKeys {
  return { wasm: read(PROVING_KEY_FILES.wasm.name), zkey: read(PROVING_KEY_FILES.zkey.name) };
}

function read(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`proving-keys/${name}`, import.meta.url)));
}
