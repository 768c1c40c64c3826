/** Small things the gateway must not forget, by name: sessions, login nonces, its token key, its copy of the catalogue. */
export interface KeyValueStore {
  get(key: string): Promise<string | undefined>;
  /** Writes over what was there. After `expiresAt` (wall-clock milliseconds) it is gone. */
  set(key: string, value: string, expiresAt?: number): Promise<void>;
  /** Writes unless the key is there; returns what is there afterwards. Two gateways at once agree. */
  setIfAbsent(key: string, value: string): Promise<string>;
  /** Reads and removes in one step: of two takers at once one gets it. */
  take(key: string): Promise<string | undefined>;
}
