import { Lru } from "./lru.ts";

/** Reads by key, each made once and kept until it is dropped. A read that fails is not kept. */
export class Memo<V> {
  readonly #reads: Lru<string, Promise<V>>;

  constructor(limit: number) {
    this.#reads = new Lru(limit);
  }

  get(key: string, read: () => Promise<V>): Promise<V> {
    const kept = this.#reads.get(key);
    if (kept) return kept;
    const started = read();
    this.#reads.set(key, started);
    started.catch(() => {
      if (this.#reads.get(key) === started) this.#reads.delete(key);
    });
    return started;
  }

  /** A read under way still answers those who wait for it, but is not kept. */
  drop(key: string): void {
    this.#reads.delete(key);
  }

  clear(): void {
    this.#reads.clear();
  }
}
