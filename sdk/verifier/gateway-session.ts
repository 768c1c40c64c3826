/** A program's session at a gateway: Sign-In with Ethereum (EIP-4361), renewed when the gateway has forgotten it. */
import type { LocalAccount } from "viem";
import { createSiweMessage } from "viem/siwe";
import { z } from "zod";

/** Signs the login message. Its key needs no funds. */
export type SessionAccount = Pick<LocalAccount, "address" | "signMessage">;

/** Milliseconds in which the login must reach the gateway. */
const LOGIN_LIFE = 5 * 60_000;

const sessionSchema = z.object({
  nonce: z.string(),
  domain: z.string(),
  uri: z.string(),
  chainId: z.number(),
});

/** A GET that is signed in. Rejects when the gateway cannot be reached or does not take the login. */
export type SessionGet = (path: string) => Promise<Response>;

/** @param gateway the gateway's public origin */
export function createGatewaySession(gateway: string, account: SessionAccount): SessionGet {
  const { origin, host } = new URL(gateway);
  let cookie: string | undefined;

  async function signIn(): Promise<string> {
    const offered = sessionSchema.parse(await json(await fetch(new URL("/v1/session", origin))));
    // A login for another site must not be had by asking for it.
    if (offered.domain !== host) throw new Error(`${origin} asks for a login of ${offered.domain}.`);
    const now = Date.now();
    const message = createSiweMessage({
      ...offered,
      address: account.address,
      version: "1",
      issuedAt: new Date(now),
      expirationTime: new Date(now + LOGIN_LIFE),
    });
    const answer = await fetch(new URL("/v1/session", origin), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ message, signature: await account.signMessage({ message }) }),
    });
    await json(answer);
    const [set] = answer.headers.getSetCookie();
    if (!set) throw new Error(`${origin} opened no session.`);
    return set.split(";")[0]!;
  }

  return async (path) => {
    for (let renewed = cookie === undefined; ; renewed = true) {
      cookie ??= await signIn();
      const answer = await fetch(new URL(path, origin), { headers: { cookie } });
      if (answer.status !== 401 || renewed) return answer;
      cookie = undefined;
    }
  };
}

const refusalSchema = z.object({ error: z.object({ message: z.string() }) });

/** The body of a good answer; an Error with the gateway's own sentence for any other. */
export async function json(answer: Response): Promise<unknown> {
  const body: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return body;
  throw new Error(
    refusalSchema.safeParse(body).data?.error.message ?? `The gateway answered ${answer.status}.`,
  );
}
