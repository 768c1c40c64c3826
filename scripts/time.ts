/**
 * Moves the local chain's clock forward: `npm run time -- +3d` (s, m, h, d).
 * Through the gateway, which first claims what it holds: a voucher must not grow old by the jump.
 */
const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** Seconds in `+90s`, `+5m`, `+6h` or `+3d`; undefined when it is none of these. */
export function parseJump(text: string): number | undefined {
  const [, count, unit] = /^\+?(\d{1,6})([smhd])$/.exec(text) ?? [];
  return count && unit ? Number(count) * SECONDS[unit as keyof typeof SECONDS] : undefined;
}

async function main(): Promise<void> {
  const seconds = parseJump(process.argv[2] ?? "");
  if (!seconds) throw new Error("Say how far: npm run time -- +3d (or s, m, h)");
  const site = `http://127.0.0.1:${process.env.GATEWAY_PORT ?? 4000}`;
  const answer = await fetch(`${site}/v1/time`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ seconds }),
  }).catch(() => {
    throw new Error(
      `Nothing answers at ${site}. Is \`npm start\` running? Another port: GATEWAY_PORT=… npm run time -- +3d`,
    );
  });
  const body: unknown = await answer.json();
  if (!answer.ok) throw new Error(`The clock was not moved: ${JSON.stringify(body)}`);
  console.log(`The chain's clock moved ${seconds} s: ${JSON.stringify(body)}`);
}

if (import.meta.main) await main().catch(({ message }: Error) => (console.error(message), process.exit(1)));
