import { expect } from "chai";
import {
  createLocalJWKSet,
  decodeJwt,
  exportJWK,
  generateKeyPair,
  jwtVerify,
  type JSONWebKeySet,
} from "jose";
import { createCallerTokens } from "../../../gateway/upstream/caller-tokens.ts";
import { loadSigningKey } from "../../../gateway/upstream/signing-key.ts";
import type { CallerIdentity } from "../../../gateway/upstream/types.ts";
import { memoryStore } from "./memory.ts";

const GATEWAY = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const PAYER = "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc";
const ISSUER = "http://localhost:4000";
const IDENTITY: CallerIdentity = {
  caller: PAYER,
  serviceId: 7n,
  endpoint: "http://localhost:4101/mcp?region=eu",
  tier: "paid",
};

async function fixture() {
  const clock = { now: 1_800_000_000 };
  const key = await loadSigningKey(memoryStore());
  const tokens = createCallerTokens({ key, issuer: ISSUER, gateway: GATEWAY, now: () => clock.now });
  const keySet = createLocalJWKSet(tokens.jwks() as JSONWebKeySet);
  return { clock, tokens, keySet };
}

describe("caller tokens", () => {
  it("are verified by a publisher with the published keys alone", async () => {
    const { tokens, keySet, clock } = await fixture();
    const { payload, protectedHeader } = await jwtVerify(await tokens.tokenFor(IDENTITY), keySet, {
      issuer: ISSUER,
      audience: "http://localhost:4101/mcp",
      currentDate: new Date(clock.now * 1000),
    });
    expect(payload).to.deep.equal({
      iss: ISSUER,
      sub: PAYER,
      aud: "http://localhost:4101/mcp",
      mcp: "7",
      tier: "paid",
      gw: GATEWAY,
      iat: clock.now,
      exp: clock.now + 900,
    });
    expect(protectedHeader.alg).to.equal("ES256");
  });

  it("are not accepted after 15 minutes", async () => {
    const { tokens, keySet, clock } = await fixture();
    const token = await tokens.tokenFor(IDENTITY);
    const verified = jwtVerify(token, keySet, { currentDate: new Date((clock.now + 901) * 1000) });
    const error = await verified.catch((caught: unknown) => caught);
    expect(error).to.have.property("code", "ERR_JWT_EXPIRED");
  });

  it("publish no private part of the key", async () => {
    const { tokens } = await fixture();
    expect(tokens.jwks().keys[0]).to.have.all.keys("kty", "crv", "x", "y", "kid", "alg", "use");
  });

  it("are signed once per caller and service, and again at two thirds of their life", async () => {
    const { tokens, clock } = await fixture();
    const first = await tokens.tokenFor(IDENTITY);
    clock.now += 599;
    expect(await tokens.tokenFor({ ...IDENTITY })).to.equal(first);
    clock.now += 1;
    const second = await tokens.tokenFor(IDENTITY);
    expect(second).not.to.equal(first);
    expect(decodeJwt(second).iat).to.equal(clock.now);
  });

  it("differ by caller, service, endpoint and tier", async () => {
    const { tokens } = await fixture();
    const all = await Promise.all([
      tokens.tokenFor(IDENTITY),
      tokens.tokenFor({ ...IDENTITY, caller: "anonymous", tier: "free" }),
      tokens.tokenFor({ ...IDENTITY, serviceId: 8n }),
      tokens.tokenFor({ ...IDENTITY, endpoint: "http://localhost:4102/mcp" }),
      tokens.tokenFor({ ...IDENTITY, tier: "free" }),
    ]);
    expect(new Set(all).size).to.equal(5);
    expect(decodeJwt(all[1]!)).to.include({ sub: "anonymous", tier: "free" });
  });

  it("tell all callers of a service alike what the gateway owes it, in one signature a second at most", async () => {
    const { tokens, keySet, clock } = await fixture();
    const say = (unclaimed: bigint, serviceId = 7n) =>
      tokens.unclaimedFor({ serviceId, endpoint: IDENTITY.endpoint, unclaimed });
    const first = await say(5n);
    const { payload } = await jwtVerify(first, keySet, { currentDate: new Date(clock.now * 1000) });
    expect(payload).to.deep.equal({
      iss: ISSUER,
      aud: "http://localhost:4101/mcp",
      mcp: "7",
      gw: GATEWAY,
      unclaimed: "5",
      iat: clock.now,
      exp: clock.now + 60,
    });
    expect(await say(6n)).to.equal(first);
    expect(await say(5n, 8n)).not.to.equal(first);
    clock.now += 1;
    expect(decodeJwt(await say(6n))).to.include({ unclaimed: "6", iat: clock.now });
    clock.now += 19;
    expect(decodeJwt(await say(6n)).iat).to.equal(clock.now - 19);
    clock.now += 1;
    expect(decodeJwt(await say(6n)).iat).to.equal(clock.now);
  });

  it("keep their key in the store", async () => {
    const store = memoryStore();
    const first = await loadSigningKey(store);
    expect((await loadSigningKey(store)).kid).to.equal(first.kid);
    expect((await loadSigningKey(memoryStore())).kid).not.to.equal(first.kid);
  });

  it("use the operator's key when one is given, and refuse one of another kind", async () => {
    const { privateKey } = await generateKeyPair("ES256", { extractable: true });
    const given = await exportJWK(privateKey);
    const { publicJwk } = await loadSigningKey(memoryStore(), JSON.stringify(given));
    expect(publicJwk).to.include({ x: given.x, y: given.y });
    const other = await exportJWK((await generateKeyPair("ES384", { extractable: true })).privateKey);
    const error = await loadSigningKey(memoryStore(), JSON.stringify(other)).catch(
      (caught: unknown) => caught,
    );
    expect(error).to.have.property("message", "JWT_KEY is not an ES256 private key in JWK form.");
  });
});
