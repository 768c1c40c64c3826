import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import { createUpstreamVerifier } from "../../sdk/verifier/create-upstream-verifier.ts";
import type { GatewayCredit } from "../../sdk/verifier/check-credit.ts";
import { refusalResponse } from "../../sdk/verifier/refusal.ts";
import { protectNodeHandler, type RequestWithCaller } from "../../sdk/verifier/protect-node-handler.ts";
import type { Service } from "../../services/service.ts";
import { structured } from "../../services/tool-result.ts";
import { connect, ERAS } from "./helpers/clients.ts";
import { serviceFixture, type ServiceFixture } from "./helpers/fixture.ts";
import { CALLER, startTokenIssuer, type TokenIssuer } from "./helpers/token-issuer.ts";

/** A service whose one tool says who called it. */
const whoami: Service = {
  createServer(caller) {
    const server = new McpServer({ name: "whoami", version: "1.0.0" });
    server.registerTool("whoami", { inputSchema: z.object({}) }, () =>
      structured({ ...caller, serviceId: caller?.serviceId.toString() }),
    );
    return server;
  },
  close: async () => undefined,
};

const CALL = { jsonrpc: "2.0", id: 5, method: "tools/call", params: { name: "whoami", arguments: {} } };

describe("a publisher's server behind the verifier", () => {
  let service: ServiceFixture;
  before(async () => {
    service = await serviceFixture(whoami);
  });
  after(() => service.close());

  function post(body: unknown, token?: string): Promise<Response> {
    return fetch(service.url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        ...(token === undefined ? {} : { "x-stoa-token": token }),
      },
      body: JSON.stringify(body),
    });
  }

  for (const era of ERAS) {
    describe(`in ${era}`, () => {
      it("shows its tools to anybody", async () => {
        const client = await connect(era, service.url);
        expect((await client.tools()).map(({ name }) => name)).to.deep.equal(["whoami"]);
        await client.close();
      });

      it("serves a call with a gateway's token and knows the payer", async () => {
        const client = await service.client(era, CALLER);
        const { structured } = await client.call("whoami");
        expect(structured).to.deep.equal({
          caller: CALLER,
          serviceId: "7",
          tier: "paid",
          gateway: service.issuer.gateway,
          issuer: service.issuer.issuer,
        });
      });

      it("does not serve a call without one", async () => {
        const client = await connect(era, service.url);
        const error = await client.call("whoami").then(
          () => undefined,
          (reason: unknown) => reason as Error,
        );
        expect(String(error)).to.match(/x-stoa-token is missing|401/);
        await client.close();
      });
    });
  }

  it("answers a refused call with 401 and a JSON-RPC error of its id", async () => {
    const response = await post(CALL);
    expect(response.status).to.equal(401);
    expect(await response.json()).to.deep.equal({
      jsonrpc: "2.0",
      id: 5,
      error: {
        code: 40101,
        message: "The header x-stoa-token is missing. Call this service through a Stoa gateway.",
        data: { problem: "token_missing" },
      },
    });
  });

  it("finds a call in a batch of the oldest protocol", async () => {
    const response = await post([{ jsonrpc: "2.0", id: 1, method: "ping" }, CALL]);
    expect(response.status).to.equal(401);
    expect(await response.json()).to.have.property("id", 5);
  });

  it("refuses a body over its limit", async () => {
    const response = await post({ ...CALL, padding: "x".repeat(1024 * 1024) });
    expect(response.status).to.equal(413);
  });

  it("turns away a page that rebinds its name to this machine", async () => {
    const { port } = new URL(service.url);
    const status = await new Promise<number>((resolve, reject) => {
      import("node:http").then(({ request }) => {
        const probe = request(
          { port, path: "/mcp", method: "POST", headers: { host: "evil.example" } },
          (response) => resolve(response.statusCode ?? 0),
        );
        probe.on("error", reject).end("{}");
      }, reject);
    });
    expect(status).to.equal(403);
  });

  describe("given a token that is not good", () => {
    const seconds = Math.floor(Date.now() / 1000);
    let stranger: CryptoKey;
    before(async () => {
      ({ privateKey: stranger } = await generateKeyPair("ES256"));
    });

    async function forged(claims: Record<string, unknown>, key: CryptoKey = stranger): Promise<string> {
      return new SignJWT({ mcp: "7", tier: "paid", gw: service.issuer.gateway, sub: CALLER, ...claims })
        .setProtectedHeader({ alg: "ES256" })
        .setIssuer((claims["iss"] as string | undefined) ?? service.issuer.issuer)
        .setAudience(service.url)
        .setExpirationTime(seconds + 600)
        .sign(key);
    }

    const cases: [what: string, token: () => Promise<string>, problem: string][] = [
      ["text that is no token", async () => "hello", "token_malformed"],
      ["a token signed by a stranger in the gateway's name", () => forged({}), "signature_invalid"],
      [
        "a token of a gateway it does not know",
        () => forged({ iss: "https://evil.example" }),
        "gateway_unknown",
      ],
      [
        "a token without a signature",
        async () =>
          new UnsecuredJWT({ mcp: "7", tier: "paid", gw: "0x0" })
            .setIssuer(service.issuer.issuer)
            .setSubject(CALLER)
            .setAudience(service.url)
            .setExpirationTime(seconds + 600)
            .encode(),
        "signature_invalid",
      ],
      [
        "a token for another service",
        () => service.issuer.tokenFor("http://localhost:9/mcp"),
        "audience_wrong",
      ],
      ["a token for another path", () => service.issuer.tokenFor(`${service.url}/other`), "audience_wrong"],
      [
        "a token that was changed",
        async () => {
          const [head, , signature] = (await service.issuer.tokenFor(service.url)).split(".");
          const claims = {
            iss: service.issuer.issuer,
            sub: "anonymous",
            aud: service.url,
            exp: seconds + 9999,
          };
          return [head, Buffer.from(JSON.stringify(claims)).toString("base64url"), signature].join(".");
        },
        "signature_invalid",
      ],
    ];
    for (const [what, token, problem] of cases) {
      it(`refuses ${what}`, async () => {
        const response = await post(CALL, await token());
        expect(response.status).to.equal(401);
        const { error } = (await response.json()) as {
          error: { message: string; data: { problem: string } };
        };
        expect(error.data.problem).to.equal(problem);
        expect(error.message).to.match(/^[A-Z].*\.$/);
      });
    }

    it("refuses an HMAC token made with the public key as the secret", async () => {
      const { publicKey } = await generateKeyPair("ES256");
      const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(publicKey)));
      const token = await new SignJWT({ mcp: "7", tier: "paid", gw: "0x0" })
        .setProtectedHeader({ alg: "HS256" })
        .setIssuer(service.issuer.issuer)
        .setSubject(CALLER)
        .setAudience(service.url)
        .setExpirationTime(seconds + 600)
        .sign(secret);
      const { error } = (await (await post(CALL, token)).json()) as { error: { data: object } };
      expect(error.data).to.deep.equal({ problem: "signature_invalid" });
    });
  });

  it("refuses a token that has expired", async () => {
    const past = await startTokenIssuer(() => Math.floor(Date.now() / 1000) - 1_000);
    const verifier = createUpstreamVerifier({ gateways: [{ issuer: past.issuer }], audience: service.url });
    const verified = await verifier.verify({
      caller: await past.tokenFor(service.url),
      unclaimed: undefined,
    });
    expect(verified).to.include({ ok: false, problem: "token_expired" });
    await past.close();
  });

  it("says that it cannot check, rather than that the token is bad, when the gateway's keys are away", async () => {
    const gone = await startTokenIssuer();
    const token = await gone.tokenFor(service.url);
    await gone.close();
    const verifier = createUpstreamVerifier({ gateways: [{ issuer: gone.issuer }], audience: service.url });
    expect(await verifier.verify({ caller: token, unclaimed: undefined })).to.include({
      ok: false,
      problem: "keys_unavailable",
    });
  });

  describe("that lets a gateway owe $50", () => {
    const limitOf = async () => 50_000_000n;
    const gateway = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

    async function verify(
      unclaimed: string | undefined,
      credit: Partial<GatewayCredit> = {},
      caller?: "anonymous",
    ): Promise<string> {
      const { issuer } = service;
      const verifier = createUpstreamVerifier({
        gateways: [{ issuer: issuer.issuer, address: gateway }],
        audience: service.url,
        credit: { limitOf, ...credit },
      });
      const verified = await verifier.verify({
        caller: await issuer.tokenFor(service.url, caller),
        unclaimed,
      });
      return verified.ok ? "served" : verified.problem;
    }

    it("serves up to it, and a free call whatever is owed", async () => {
      expect(await verify(await service.issuer.unclaimedFor(service.url, 50_000_000n, 7n))).to.equal(
        "served",
      );
      expect(await verify(undefined, {}, "anonymous")).to.equal("served");
    });

    it("refuses what is above, for a reason that passes", async () => {
      const rich = await startTokenIssuer();
      const verifier = createUpstreamVerifier({
        gateways: [{ issuer: rich.issuer, address: gateway }],
        audience: service.url,
        credit: { limitOf },
      });
      const verified = await verifier.verify({
        caller: await rich.tokenFor(service.url),
        unclaimed: await rich.unclaimedFor(service.url, 50_000_001n),
      });
      expect(verified).to.deep.equal({
        ok: false,
        problem: "unclaimed_over_limit",
        message: "The gateway owes 50000001 for this service and has not claimed it; the limit is 50000000.",
      });
      const refusal = refusalResponse(verified as Extract<typeof verified, { ok: false }>, 1);
      expect(refusal.status).to.equal(503);
      await rich.close();
    });

    it("refuses a gateway that does not say what it owes, or says it for another service or another time", async () => {
      expect(await verify(undefined)).to.equal("unclaimed_missing");
      const { issuer, url } = service;
      const other = await issuer.unclaimedFor(url, 0n, 8n);
      expect(await verify(other)).to.equal("unclaimed_invalid");
      expect(await verify(await issuer.tokenFor(url))).to.equal("unclaimed_invalid");
      for (const off of [-70, 70]) {
        const moved = await startTokenIssuer(() => Math.floor(Date.now() / 1000) + off);
        const verifier = createUpstreamVerifier({
          gateways: [{ issuer: moved.issuer, address: gateway }],
          audience: url,
          credit: { limitOf },
        });
        const verified = await verifier.verify({
          caller: await moved.tokenFor(url),
          unclaimed: await moved.unclaimedFor(url, 0n),
        });
        expect(verified).to.include({ ok: false, problem: "unclaimed_invalid" });
        await moved.close();
      }
    });

    it("refuses when the bond cannot be read, and when receipts have stopped", async () => {
      const statement = await service.issuer.unclaimedFor(service.url, 50_000_000n);
      const away = { limitOf: () => Promise.reject(new Error("away")) };
      expect(await verify(statement, away)).to.equal("limit_unavailable");
      const clock = { now: 1_800_000_000 };
      const verifier = createUpstreamVerifier({
        gateways: [{ issuer: service.issuer.issuer, address: gateway }],
        audience: service.url,
        credit: { limitOf, newestReceipt: () => undefined, receiptPatience: 10, now: () => clock.now },
      });
      const problems: unknown[] = [];
      for (const seconds of [0, 11, 1]) {
        clock.now += seconds;
        const sent = { caller: await service.issuer.tokenFor(service.url), unclaimed: statement };
        const verified = await verifier.verify(sent);
        problems.push(verified.ok ? "served" : verified.problem);
      }
      expect(problems).to.deep.equal(["served", "served", "receipts_stopped"]);
    });

    it("takes a gateway's word for what was paid ahead from a publisher who says so, and waits for no receipts", async () => {
      const sent = {
        caller: await service.issuer.prepaidTokenFor(service.url),
        unclaimed: await service.issuer.unclaimedFor(service.url, 50_000_000n),
      };
      const clock = { now: 1_800_000_000 };
      const watched = { limitOf, newestReceipt: () => undefined, receiptPatience: 10, now: () => clock.now };
      const served = async (credit: GatewayCredit) => {
        const verifier = createUpstreamVerifier({
          gateways: [{ issuer: service.issuer.issuer, address: gateway }],
          audience: service.url,
          credit,
        });
        const problems: unknown[] = [];
        for (const seconds of [0, 11, 1]) {
          clock.now += seconds;
          const verified = await verifier.verify(sent);
          problems.push(verified.ok ? verified.caller.tier : verified.problem);
        }
        return problems;
      };
      expect(await served(watched)).to.deep.equal(["prepaid_refused", "prepaid_refused", "prepaid_refused"]);
      expect(await served({ ...watched, prepaid: true })).to.deep.equal(["prepaid", "prepaid", "prepaid"]);
    });

    it("refuses a gateway that names another one's bond, and cannot be set up without an address", async () => {
      const options = { audience: service.url, credit: { limitOf } };
      const verifier = createUpstreamVerifier({
        ...options,
        gateways: [{ issuer: service.issuer.issuer, address: CALLER }],
      });
      const unclaimed = await service.issuer.unclaimedFor(service.url, 0n);
      const verified = await verifier.verify({
        caller: await service.issuer.tokenFor(service.url),
        unclaimed,
      });
      expect(verified).to.include({ ok: false, problem: "gateway_unknown" });
      expect(() =>
        createUpstreamVerifier({ ...options, gateways: [{ issuer: service.issuer.issuer }] }),
      ).to.throw(TypeError, "name each gateway's address");
    });
  });

  it("asks for the gateway's keys once for many calls", async () => {
    const issuer = await startTokenIssuer();
    const verifier = createUpstreamVerifier({ gateways: [{ issuer: issuer.issuer }], audience: service.url });
    const token = await issuer.tokenFor(service.url);
    for (let call = 0; call < 20; call += 1)
      expect((await verifier.verify({ caller: token, unclaimed: undefined })).ok).to.equal(true);
    expect(issuer.keysAsked()).to.equal(1);
    await issuer.close();
  });

  it("cannot be set up without a gateway", () => {
    expect(() => createUpstreamVerifier({ gateways: [], audience: "http://localhost/mcp" })).to.throw(
      TypeError,
      "name at least one trusted gateway",
    );
  });
});

describe("the verifier as middleware of node:http", () => {
  let issuer: TokenIssuer;
  let url: string;
  let stop: () => void;
  before(async () => {
    issuer = await startTokenIssuer();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
    const verifier = createUpstreamVerifier({ gateways: [{ issuer: issuer.issuer }], audience: url });
    const protect = protectNodeHandler(verifier, { maxBytes: 1_000 });
    server.on("request", (request: RequestWithCaller, response) => {
      void protect(request, response, () => {
        response.end(
          JSON.stringify({ caller: request.stoaCaller?.caller ?? null, body: request.body ?? null }),
        );
      });
    });
    stop = () => server.close();
  });
  after(async () => {
    stop();
    await issuer.close();
  });

  const post = async (body: string, token?: string) =>
    fetch(url, { method: "POST", body, headers: token ? { "x-stoa-token": token } : {} });

  it("hands a call on with its caller and its parsed body", async () => {
    const response = await post(JSON.stringify(CALL), await issuer.tokenFor(url, CALLER));
    expect(await response.json()).to.deep.equal({ caller: CALLER, body: CALL });
  });

  it("hands on everything but calls without a token", async () => {
    expect((await post('{"method":"tools/list"}')).status).to.equal(200);
    expect((await fetch(url)).status).to.equal(200);
  });

  it("refuses a call without a token", async () => {
    expect((await post(JSON.stringify(CALL))).status).to.equal(401);
  });

  it("refuses what is not JSON, and what is too long", async () => {
    expect((await post("{")).status).to.equal(400);
    expect((await post(JSON.stringify("x".repeat(2_000)))).status).to.equal(413);
  });
});
