import { Client } from "pg";
import { hexToBigInt, keccak256, stringToBytes, type Address } from "viem";
import type { WithLease } from "./types.ts";

/** For a store that only one process can open. */
export const soleHolder: WithLease = (work) => work();

/**
 * A lease that all replicas on one PostgreSQL agree about: a session-level advisory lock, freed by the server when the
 * holder's connection ends. Losing it in the middle of a claim is harmless: two claims of the same rows move the money
 * once.
 */
export function createAdvisoryLease(
  databaseUrl: string,
  gateway: Address,
): { readonly withLease: WithLease; close(): Promise<void> } {
  const lock = BigInt.asIntN(
    64,
    hexToBigInt(keccak256(stringToBytes(`stoa settlement ${gateway.toLowerCase()}`))),
  );
  let session: Client | undefined;
  let held = false;

  async function open(): Promise<Client> {
    const client = new Client({ connectionString: databaseUrl });
    client.on("error", () => drop(client));
    await client.connect();
    return client;
  }

  function drop(client: Client): void {
    if (session !== client) return;
    session = undefined;
    held = false;
    client.end().catch(() => undefined);
  }

  /** Asks the server each time: a connection that died took the lock with it. */
  async function hold(): Promise<boolean> {
    session ??= await open();
    const client = session;
    try {
      if (held) {
        await client.query("select 1");
        return true;
      }
      const { rows } = await client.query<{ held: boolean }>("select pg_try_advisory_lock($1) as held", [
        lock.toString(),
      ]);
      held = rows[0]?.held === true;
      return held;
    } catch (error) {
      drop(client);
      throw error;
    }
  }

  return {
    withLease: async (work) => ((await hold()) ? work() : undefined),
    async close() {
      const client = session;
      session = undefined;
      held = false;
      await client?.end();
    },
  };
}
