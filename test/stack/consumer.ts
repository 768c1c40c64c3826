/** What the demo's consumer does and sees on a running stack, over the public API and the commands of the README. */
import { execFile } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { createSiweMessage } from "viem/siwe";
import { z } from "zod";
import { demoAccount } from "../../scripts/start/accounts.ts";

const consumer = demoAccount(5);
const run = promisify(execFile);

/** `npm run call`: one paid call of stoa/solidity. Throws when it comes without a receipt. */
export async function buyCall(siteUrl: string): Promise<void> {
  const source = JSON.stringify({ source: "contract A {}" });
  const { stdout } = await run(process.execPath, ["scripts/call.ts", "stoa/solidity", "compile", source], {
    env: { ...process.env, GATEWAY_URL: siteUrl },
  });
  if (!stdout.includes("Receipt ")) throw new Error(stdout);
}

const claimed = z.object({
  data: z.object({ claimRows: z.object({ items: z.array(z.object({ delta: z.string() })) }) }),
});

/** Has the gateway claim what is open, and waits until the index has claims of `total` token base units. */
export async function claimAll(siteUrl: string, total: number): Promise<void> {
  const flushed = await fetch(`${siteUrl}/v1/settlement/flush`, { method: "POST" });
  if (!flushed.ok) throw new Error(await flushed.text());
  for (let sum = -1; sum !== total; await delay(100)) {
    const answer = await fetch(`${siteUrl}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ claimRows { items { delta } } }" }),
    });
    const { items } = claimed.parse(await answer.json()).data.claimRows;
    sum = items.reduce((all, { delta }) => all + Number(delta), 0);
    if (sum > total) throw new Error(`${sum} is claimed, more than ${total}`);
  }
}

const challenge = z.object({ nonce: z.string(), domain: z.string(), uri: z.string(), chainId: z.number() });

/** Signs in with the wallet; the cookie of the session. */
export async function signIn(siteUrl: string): Promise<string> {
  const asked = await fetch(`${siteUrl}/v1/session`);
  const fields = challenge.parse(await asked.json());
  const message = createSiweMessage({
    ...fields,
    address: consumer.address,
    version: "1",
    issuedAt: new Date(),
  });
  const signature = await consumer.signMessage({ message });
  const answer = await fetch(`${siteUrl}/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ message, signature }),
  });
  const cookie = answer.headers.get("set-cookie")?.split(";")[0];
  if (!answer.ok || !cookie) throw new Error(await answer.text());
  return cookie;
}

const seen = {
  session: z.object({ address: z.string().nullable() }),
  account: z.object({ unclaimed: z.string(), reserved: z.string() }),
  calls: z.object({
    calls: z.array(z.object({ callId: z.string(), service: z.string(), state: z.string() })),
  }),
  services: z.object({ services: z.array(z.object({ name: z.string(), serviceId: z.string() })) }),
};

/** What a signed-in consumer sees. */
export async function see(siteUrl: string, cookie: string) {
  const get = async (path: string) => {
    const answer = await fetch(`${siteUrl}${path}`, { headers: { cookie } });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  };
  const account = `/v1/accounts/${consumer.address}`;
  const { services } = seen.services.parse(await get("/v1/services"));
  return {
    signedInAs: seen.session.parse(await get("/v1/session")).address,
    ...seen.account.parse(await get(account)),
    calls: seen.calls.parse(await get(`${account}/calls`)).calls,
    services: services.map(({ name, serviceId }) => `${serviceId} ${name}`).sort(),
  };
}

export type Seen = Awaited<ReturnType<typeof see>>;
