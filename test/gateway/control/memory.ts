import type { KeyValueStore } from "../../../gateway/kv/types.ts";

/** A key-value store that forgets at the end of the test. */
export function memoryStore(now: () => number = Date.now): KeyValueStore {
  const kept = new Map<string, { value: string; expiresAt: number }>();
  const read = (key: string) => {
    const entry = kept.get(key);
    return entry && entry.expiresAt > now() ? entry.value : undefined;
  };
  return {
    get: async (key) => read(key),
    set: async (key, value, expiresAt = Infinity) => void kept.set(key, { value, expiresAt }),
    setIfAbsent: async (key, value) => {
      if (read(key) === undefined) kept.set(key, { value, expiresAt: Infinity });
      return read(key)!;
    },
    take: async (key) => {
      const value = read(key);
      kept.delete(key);
      return value;
    },
  };
}
