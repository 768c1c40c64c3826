import { expect } from "chai";
import { readdirSync } from "node:fs";
import { Identity } from "@semaphore-protocol/identity";
import { parseAbi } from "viem";
import { PROVING_DEPTH } from "../../sdk/reviews/proving-keys.ts";
import { Group } from "@semaphore-protocol/group";
import { reviewMessage, reviewScope, plainRating, type AnonymousReview } from "../../sdk/reviews/anonymous-review.ts";
import { inField } from "../../sdk/reviews/in-field.ts";
import { node, site, visit } from "./site.ts";

const verifierAbi = parseAbi([
  "function verifyProof(uint256[2] a, uint256[2][2] b, uint256[2] c, uint256[4] signals, uint256 depth) view returns (bool)",
]);

/** The site's own prover, whose name carries a hash of its content. */
const WORKER = readdirSync("web/dist/assets").find((name) => /^review-prover\.worker.*\.js$/.test(name));

describe("a browser that proves an anonymous review", function () {
  this.timeout(300_000);

  it("does so beside the page, says how far it is, and the chain's verifier takes the proof", async () => {
    const { page, complaints } = await visit("/");
    const { contracts, chainId } = site().stack.deployment;
    const identity = new Identity("somebody with a browser");
    const members = [...Array(7).keys()].map((number) => BigInt(number + 1)).concat(identity.commitment);
    const feedback = plainRating(80);
    const named = { chainId, contract: contracts.AnonymousReviews, serviceId: 1n, epoch: 700n };

    const { review, progress, seconds } = await page.evaluate(
      async ({ url, request }) => {
        const worker = new Worker(url, { type: "module" });
        const progress: number[] = [];
        const started = performance.now();
        const review = await new Promise<AnonymousReview>((resolve, reject) => {
          worker.addEventListener("message", ({ data }) => {
            if (data.kind === "progress") progress.push(data.done);
            else if (data.kind === "proved") resolve(data.review);
            else reject(new Error(data.problem));
          });
          worker.addEventListener("error", ({ message }) => reject(new Error(message || "no worker")));
          worker.postMessage(request);
        });
        return { review, progress, seconds: (performance.now() - started) / 1000 };
      },
      {
        url: `/assets/${WORKER}`,
        request: { ...named, identity: identity.export(), members, feedback },
      },
    );
    console.log(`      proved in ${seconds.toFixed(1)} s, the keys' download included`);

    expect(progress.length).to.be.greaterThan(5);
    expect(progress).to.deep.equal(progress.toSorted((a, b) => a - b));
    expect(progress.at(-1)).to.equal(1);
    const [a0, a1, b0, b1, b2, b3, c0, c1] = review.points;
    const signals = [
      new Group(members).root,
      review.nullifier,
      inField(reviewMessage(feedback)),
      inField(reviewScope(named)),
    ] as const;
    const isProof = await node().readContract({
      address: contracts.SemaphoreVerifier,
      abi: verifierAbi,
      functionName: "verifyProof",
      args: [[a0, a1], [[b0, b1], [b2, b3]], [c0, c1], signals, BigInt(PROVING_DEPTH)],
    });
    expect(isProof).to.equal(true);
    expect(complaints).to.deep.equal([]);
  });
});
