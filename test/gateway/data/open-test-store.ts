import { rmSync } from "node:fs";
import { openStore, type Store } from "../../../gateway/store/open-store.ts";
import { newStoreFolder } from "../../helpers/store-folder.ts";
import { storeOptions } from "./fixture.ts";

/** One store serves a whole file: each test brings a payer of its own. */
export async function openTestStore(): Promise<{ store: Store; folder: string; remove(): Promise<void> }> {
  const folder = await newStoreFolder();
  const store = await openStore(storeOptions(folder));
  return {
    store,
    folder,
    async remove() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
