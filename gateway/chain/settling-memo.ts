import { Lru } from "./lru.ts";
import { Memo } from "./memo.ts";
import type { ReadAt } from "./payers.ts";

/**
 * Reads that look at the newest and at the safe block, kept until the chain says that they changed. Until the head of the
 * first read after a change is safe, a value is read again each time the safe block moves.
 */
export class SettlingMemo<V> {
  readonly #values: Memo<V>;
  readonly #firstRead: Lru<string, bigint>;
  readonly #unsettled = new Set<string>();

  constructor(limit: number) {
    this.#values = new Memo(limit);
    this.#firstRead = new Lru(limit);
  }

  get(key: string, at: ReadAt, read: () => Promise<V>): Promise<V> {
    return this.#values.get(key, () => {
      if (this.#firstRead.get(key) === undefined) {
        this.#firstRead.set(key, at.head);
        this.#unsettled.add(key);
      }
      return read();
    });
  }

  touch(key: string): void {
    this.#values.drop(key);
    this.#firstRead.delete(key);
    this.#unsettled.delete(key);
  }

  advanceSafe(safe: bigint): void {
    for (const key of this.#unsettled) {
      this.#values.drop(key);
      const from = this.#firstRead.get(key);
      if (from === undefined || safe >= from) this.#unsettled.delete(key);
    }
  }

  clear(): void {
    this.#values.clear();
    this.#firstRead.clear();
    this.#unsettled.clear();
  }
}
