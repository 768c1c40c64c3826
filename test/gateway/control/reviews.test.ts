import { expect } from "chai";
import { zeroHash } from "viem";
import { refuse } from "../../../gateway/refusals.ts";
import { fixture, json } from "./fixture.ts";

const REVIEW = {
  serviceId: "3",
  epoch: "690",
  feedback: {
    value: "80",
    valueDecimals: 0,
    tag1: "starred",
    tag2: "",
    endpoint: "",
    feedbackURI: "",
    feedbackHash: zeroHash,
  },
  nullifier: "12345",
  points: ["1", "2", "3", "4", "5", "6", "7", "8"],
};

describe("POST /v1/reviews/anonymous", () => {
  it("relays a review and says in which transaction", async () => {
    const { app, done } = await fixture();
    const response = await app.request("/v1/reviews/anonymous", json(REVIEW));
    expect(response.status).to.equal(200);
    expect(await response.json()).to.deep.equal({ transaction: zeroHash });
    expect(done).to.deep.equal(["relay 12345"]);
    expect(response.headers.get("set-cookie")).to.equal(null);
  });

  it("answers with the relay's refusal and its numbers", async () => {
    const refusal = refuse("review_too_early", { time: 5n, earliest: 9n });
    const { app } = await fixture({ reviews: { relay: async () => ({ kind: "refused", refusal }) } });
    const response = await app.request("/v1/reviews/anonymous", json(REVIEW));
    expect(response.status).to.equal(409);
    const { error } = (await response.json()) as {
      error: { code: string; remedy: string; details: unknown };
    };
    expect(error).to.include({ code: "review_too_early", remedy: "retry" });
    expect(error.details).to.deep.equal({ time: "5", earliest: "9" });
  });

  it("says that the chain is out of reach when it is", async () => {
    const { app } = await fixture({ reviews: { relay: () => Promise.reject(new Error("no node")) } });
    const response = await app.request("/v1/reviews/anonymous", json(REVIEW));
    expect(response.status).to.equal(502);
    expect(await response.json()).to.have.nested.property("error.code", "part_unreachable");
  });

  it("takes no review whose parts are missing, too large or no numbers", async () => {
    const { app, done } = await fixture();
    const bad = [
      { ...REVIEW, points: REVIEW.points.slice(1) },
      { ...REVIEW, nullifier: String(2n ** 256n) },
      { ...REVIEW, nullifier: "0x1" },
      { ...REVIEW, feedback: { ...REVIEW.feedback, feedbackURI: "x".repeat(301) } },
      { ...REVIEW, feedback: { ...REVIEW.feedback, feedbackHash: "0x12" } },
      { ...REVIEW, feedback: undefined },
    ];
    for (const body of bad) {
      const response = await app.request("/v1/reviews/anonymous", json(body));
      expect(response.status).to.equal(400);
      expect(await response.json()).to.have.nested.property("error.code", "input_invalid");
    }
    expect(done).to.deep.equal([]);
  });

  it("takes a few a minute from one address", async () => {
    const { app } = await fixture();
    const asked = await Promise.all(
      Array.from({ length: 21 }, () => app.request("/v1/reviews/anonymous", json(REVIEW))),
    );
    const statuses = asked.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).to.have.length(20);
    expect(statuses.filter((status) => status === 429)).to.have.length(1);
  });

  it("is for this site's pages and for programs, not for other pages", async () => {
    const { app, done } = await fixture();
    const init = json(REVIEW, { origin: "https://elsewhere.example" });
    const response = await app.request("/v1/reviews/anonymous", init);
    expect(await response.json()).to.have.nested.property("error.code", "origin_refused");
    expect(done).to.deep.equal([]);
  });
});
