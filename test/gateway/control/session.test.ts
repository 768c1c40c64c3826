import { expect } from "chai";
import type { LocalAccount } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { createSiweMessage } from "viem/siwe";
import { fixture, json } from "./fixture.ts";

type Fixture = Awaited<ReturnType<typeof fixture>>;
interface Start {
  address: string | null;
  nonce: string;
  domain: string;
  uri: string;
  chainId: number;
}

async function start({ app }: Fixture, cookie?: string): Promise<Start> {
  const answer = await app.request("/v1/session", { headers: cookie ? { cookie } : {} });
  return (await answer.json()) as Start;
}

/** Signs the message that the gateway asks for, or one that differs in `over`. */
async function signed(f: Fixture, over: Record<string, unknown> = {}, signer: LocalAccount = f.wallet) {
  const { nonce, domain, uri, chainId } = await start(f);
  const message = createSiweMessage({
    address: f.wallet.address,
    nonce,
    domain,
    uri,
    chainId,
    version: "1",
    issuedAt: new Date(),
    expirationTime: new Date(Date.now() + 60_000),
    ...over,
  });
  return { message, signature: await signer.signMessage({ message }) };
}

async function signIn(f: Fixture): Promise<string> {
  const answer = await f.app.request("/v1/session", json(await signed(f)));
  expect(answer.status).to.equal(200);
  return answer.headers.get("set-cookie")!.split(";")[0]!;
}

async function problemOf(answer: Response): Promise<string> {
  const { error } = (await answer.json()) as { error: { code: string; details: { problem: string } } };
  expect(error.code).to.equal("login_invalid");
  expect(answer.status).to.equal(401);
  expect(answer.headers.get("set-cookie")).to.equal(null);
  return error.details.problem;
}

describe("/v1/session (EIP-4361)", () => {
  it("signs a wallet in with an httpOnly cookie, tells who it is, and signs it out", async () => {
    const f = await fixture();
    const answer = await f.app.request("/v1/session", json(await signed(f)));
    expect(await answer.json()).to.deep.equal({ address: f.wallet.address });
    const set = answer.headers.get("set-cookie")!;
    expect(set).to.match(/^stoa_session=[\w-]{43}; /);
    expect(set).to.include("HttpOnly").and.include("SameSite=Lax").and.not.include("Secure");
    const cookie = set.split(";")[0]!;
    expect((await start(f, cookie)).address).to.equal(f.wallet.address);

    await f.app.request("/v1/session", { method: "DELETE", headers: { cookie } });
    expect((await start(f, cookie)).address).to.equal(null);
  });

  it("sends the cookie over https alone where the site is https", async () => {
    const plain = await fixture();
    const f = await fixture({ config: { ...plain.deps.config, publicUrl: "https://stoa.example" } });
    const answer = await f.app.request("/v1/session", json(await signed(f)));
    expect(answer.headers.get("set-cookie")).to.include("Secure");
  });

  it("keeps no session id in the store", async () => {
    const f = await fixture();
    const cookie = await signIn(f);
    const id = cookie.slice("stoa_session=".length);
    expect(await f.store.get(`session-${id}`)).to.equal(undefined);
  });

  it("refuses a message that was used before", async () => {
    const f = await fixture();
    const login = await signed(f);
    await f.app.request("/v1/session", json(login));
    const again = await f.app.request("/v1/session", json(login));
    expect(await problemOf(again)).to.equal("its nonce was never given out, was used, or is too old");
  });

  it("lets one of two uses at once through", async () => {
    const f = await fixture();
    const login = await signed(f);
    const answers = await Promise.all([1, 2, 3].map(() => f.app.request("/v1/session", json(login))));
    expect(answers.filter(({ ok }) => ok)).to.have.length(1);
  });

  it("gives a nonce one try, even with a wrong signature", async () => {
    const f = await fixture();
    const { message, signature } = await signed(f);
    const thief = privateKeyToAccount(generatePrivateKey());
    const forged = await thief.signMessage({ message });
    const first = await f.app.request("/v1/session", json({ message, signature: forged }));
    expect(await problemOf(first)).to.equal(`it is not signed by ${f.wallet.address}`);
    const second = await f.app.request("/v1/session", json({ message, signature }));
    expect(await problemOf(second)).to.match(/nonce/);
  });

  it("refuses a message for another site, URI or chain", async () => {
    const f = await fixture();
    const post = async (over: Record<string, unknown>) =>
      problemOf(await f.app.request("/v1/session", json(await signed(f, over))));
    expect(await post({ domain: "evil.example" })).to.equal("it is for evil.example, this is localhost:4000");
    expect(await post({ uri: "http://evil.example" })).to.equal(
      "its URI is http://evil.example, this is http://localhost:4000",
    );
    expect(await post({ chainId: 1 })).to.equal("it is for chain 1, this is chain 31337");
  });

  it("refuses a message that has expired, is not valid yet, or is dated ahead", async () => {
    const f = await fixture();
    const post = async (over: Record<string, unknown>) =>
      problemOf(await f.app.request("/v1/session", json(await signed(f, over))));
    expect(await post({ expirationTime: new Date(Date.now() - 1) })).to.equal("it has expired");
    expect(await post({ notBefore: new Date(Date.now() + 600_000) })).to.equal("it is not valid yet");
    expect(await post({ issuedAt: new Date(Date.now() + 600_000) })).to.equal("it is dated in the future");
  });

  it("refuses a nonce of its caller's own making", async () => {
    const f = await fixture();
    const answer = await f.app.request("/v1/session", json(await signed(f, { nonce: "abcdefgh12345678" })));
    expect(await problemOf(answer)).to.match(/^its nonce was never given out/);
  });

  it("refuses what is no EIP-4361 message", async () => {
    const f = await fixture();
    const message = "Please sign in";
    const signature = await f.wallet.signMessage({ message });
    const answer = await f.app.request("/v1/session", json({ message, signature }));
    expect(await problemOf(answer)).to.equal("it is not an EIP-4361 message");
  });

  it("asks the account's contract where the key is not the account (ERC-1271)", async () => {
    const owner = privateKeyToAccount(generatePrivateKey());
    const asked: string[] = [];
    const f = await fixture({
      contractAccepts: async (signer) => {
        asked.push(signer);
        return true;
      },
    });
    const answer = await f.app.request("/v1/session", json(await signed(f, {}, owner)));
    expect(await answer.json()).to.deep.equal({ address: f.wallet.address });
    expect(asked).to.deep.equal([f.wallet.address]);
  });

  it("does not ask the contract when the account's own key signed", async () => {
    const f = await fixture({ contractAccepts: () => Promise.reject(new Error("asked")) });
    await signIn(f);
  });

  it("takes no login from another site's page", async () => {
    const f = await fixture();
    const answer = await f.app.request(
      "/v1/session",
      json(await signed(f), { origin: "https://evil.example" }),
    );
    expect(answer.status).to.equal(403);
    expect(await answer.json()).to.have.nested.property("error.code", "origin_refused");
  });
});

describe("/v1/accounts/{payer}", () => {
  it("shows exposure and calls to the payer's own session", async () => {
    const f = await fixture();
    const cookie = await signIn(f);
    const payer = f.wallet.address;
    f.books.exposure = { unclaimed: 120_000n, reserved: 100_000n };
    f.books.calls.push({
      callId: `0x${"ab".repeat(32)}`,
      payer,
      key: payer,
      serviceId: 1n,
      tool: "render",
      price: 100_000n,
      state: "captured",
      startedAt: 1_800_000_000n,
      latencyMs: 31,
    });
    const account = await f.app.request(`/v1/accounts/${payer}`, { headers: { cookie } });
    expect(await account.json()).to.deep.equal({ payer, unclaimed: "120000", reserved: "100000" });
    const calls = await f.app.request(`/v1/accounts/${payer.toLowerCase()}/calls`, { headers: { cookie } });
    expect(await calls.json()).to.deep.nested.include({
      "calls[0].service": "stoa/chart",
      "calls[0].price": "100000",
      "calls[0].startedAt": "1800000000",
    });
    const full = await f.app.request(`/v1/accounts/${payer}/calls?limit=1`, { headers: { cookie } });
    expect(await full.json()).to.deep.nested.include({
      next: { before: "1800000000", beforeCall: `0x${"ab".repeat(32)}` },
    });
    const before = await f.app.request(`/v1/accounts/${payer}/calls?before=1800000000`, {
      headers: { cookie },
    });
    expect(await before.json()).to.deep.equal({ payer, calls: [], next: null });
  });

  it("shows nothing without a session, and nothing of another account", async () => {
    const f = await fixture();
    const stranger = privateKeyToAccount(generatePrivateKey()).address;
    for (const path of [`/v1/accounts/${f.wallet.address}`, `/v1/accounts/${f.wallet.address}/calls`]) {
      const answer = await f.app.request(path);
      expect(answer.status).to.equal(401);
      expect(await answer.json()).to.have.nested.property("error.code", "login_required");
    }
    const cookie = await signIn(f);
    for (const path of [`/v1/accounts/${stranger}`, `/v1/accounts/${stranger}/calls`]) {
      const answer = await f.app.request(path, { headers: { cookie } });
      expect(answer.status).to.equal(403);
      expect(await answer.json()).to.deep.nested.include({
        "error.code": "foreign_account",
        "error.details": { signedIn: f.wallet.address, payer: stranger },
      });
    }
  });

  it("refuses what is no address, and a session id that was made up", async () => {
    const f = await fixture();
    const cookie = await signIn(f);
    expect((await f.app.request("/v1/accounts/0x12", { headers: { cookie } })).status).to.equal(400);
    const madeUp = { cookie: `stoa_session=${"A".repeat(43)}` };
    expect((await f.app.request(`/v1/accounts/${f.wallet.address}`, { headers: madeUp })).status).to.equal(
      401,
    );
  });
});
