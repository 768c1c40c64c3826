import { expect } from "chai";
import { refuse } from "../../../gateway/refusals.ts";
import { indexRoutes } from "../../../gateway/control/index-routes.ts";
import { errorBody } from "../../../gateway/control/respond.ts";
import { fixture, json } from "./fixture.ts";
import { listen } from "./servers.ts";

type App = Pick<Awaited<ReturnType<typeof fixture>>["app"], "request">;

/** A request as it arrives from a socket of that address. */
function from(address: string, app: App, path: string, init: RequestInit = {}): Promise<Response> {
  const incoming = { socket: { remoteAddress: address } };
  return Promise.resolve(app.request(path, init, { incoming }));
}

/** How many requests pass before the first that is refused, at most `most`; and that refusal. */
async function passed(ask: () => Promise<Response>, most: number) {
  for (let count = 0; count < most; count++) {
    const answer = await ask();
    if (answer.status === 429) return { count, refused: answer };
    await answer.body?.cancel();
  }
  throw new Error(`all ${most} passed`);
}

describe("the limit on requests of one address", () => {
  it("refuses the 301st login nonce in a minute, and says when to come back", async () => {
    const { app } = await fixture();
    const { count, refused } = await passed(() => from("192.0.2.1", app, "/v1/session"), 400);
    expect(count).to.equal(300);
    const seconds = Number(refused.headers.get("retry-after"));
    expect(seconds).to.be.within(1, 60);
    expect(await refused.json()).to.deep.equal(
      errorBody(refuse("too_many_requests", { requests: 300, window: 60, seconds })),
    );
    expect((await from("192.0.2.2", app, "/v1/session")).status).to.equal(200);
  });

  it("counts GraphQL and SQL together, and each address alone", async () => {
    const index = await listen((_request, response) => response.end("{}"));
    const queries = { requests: 30, window: 3_600 };
    const app = indexRoutes({ indexUrl: new URL(index.url).origin, queries });
    const paths = ["/graphql?query=x", "/sql/db?sql=x"];
    let asked = 0;
    const { count } = await passed(() => from("2001:db8:1:2::1", app, paths[asked++ % 2]!), 40);
    expect(count).to.equal(30);
    // The same customer's next address, then another customer's.
    expect((await from("2001:db8:1:2:ffff::9", app, "/graphql?query=x")).status).to.equal(429);
    expect((await from("2001:db8:1:3::1", app, "/graphql?query=x")).status).to.equal(200);
    await index.close();
  });

  it("takes a client's address from a proxy on this machine, and from nobody else", async () => {
    const { app } = await fixture();
    const as = (peer: string, client: string) =>
      from(peer, app, "/v1/session", { headers: { "x-forwarded-for": `198.51.100.1, ${client}` } });
    await passed(() => as("127.0.0.1", "192.0.2.1"), 400);
    expect((await as("::ffff:127.0.0.1", "192.0.2.1")).status).to.equal(429);
    expect((await as("127.0.0.1", "192.0.2.2")).status).to.equal(200);

    let claims = 0;
    const { count } = await passed(() => as("203.0.113.1", `192.0.2.${claims++}`), 400);
    expect(count).to.equal(300);
  });
});

describe("the bounds of a query", () => {
  it("refuses a GraphQL query over 64 KiB before the index sees it", async () => {
    let seen = 0;
    const index = await listen((_request, response) => {
      seen += 1;
      response.end("{}");
    });
    const { app } = await fixture({ indexUrl: new URL(index.url).origin });
    const large = await app.request("/graphql", json({ query: " ".repeat(64 * 1024) }));
    expect(large.status).to.equal(413);
    expect(await large.json()).to.deep.equal(errorBody(refuse("body_too_large", { limit: 64 * 1024 })));
    expect(seen).to.equal(0);
    expect((await app.request("/graphql", json({ query: " ".repeat(60 * 1024) }))).status).to.equal(200);
    await index.close();
  });

  it("gives up on an index that does not answer in time, and lets go of it", async () => {
    const left = Promise.withResolvers<void>();
    const index = await listen((request) => request.once("close", () => left.resolve()));
    const app = indexRoutes({ indexUrl: new URL(index.url).origin, queryTime: 50 });
    for (const path of ["/graphql?query=x", "/sql/db?sql=x", "/figures"]) {
      const answer = await app.request(path);
      expect(answer.status).to.equal(504);
      expect(await answer.json()).to.deep.equal(
        errorBody(refuse("part_timeout", { part: "index", seconds: 0.05 })),
      );
    }
    await left.promise;
    await index.close();
  });

  it("keeps at most 500 live queries open, and takes one more for each that ends", async () => {
    const index = await listen((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\n");
    });
    const app = indexRoutes({ indexUrl: new URL(index.url).origin });
    const open = () => app.request("/sql/live?sql=x");
    const streams: Response[] = [];
    for (let count = 0; count < 500; count++) streams.push(await open());
    const refused = await open();
    expect(await refused.json()).to.deep.equal(errorBody(refuse("gateway_busy")));
    await streams[0]!.body!.cancel();
    expect((await open()).status).to.equal(200);
    await index.close();
  });
});
