import wasmUrl from "../../../sdk/reviews/proving-keys/semaphore-16.wasm?url";
import zkeyUrl from "../../../sdk/reviews/proving-keys/semaphore-16.zkey?url";
import type { ProvingKeys } from "../../../sdk/reviews/proving-keys.ts";

/** The proving keys from this site: 5 MB, which the browser keeps. */
export async function fetchProvingKeys(): Promise<ProvingKeys> {
  const [wasm, zkey] = await Promise.all([wasmUrl, zkeyUrl].map(fetchBytes));
  return { wasm: wasm!, zkey: zkey! };
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The proving key could not be loaded (${response.status}).`);
  return new Uint8Array(await response.arrayBuffer());
}
