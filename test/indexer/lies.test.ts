import { expect } from "chai";
import { sha256, toHex, type Hex } from "viem";
import { manifestBytes, type Manifest } from "../../contracts/manifest.ts";
import { indexedMarket, type Indexed } from "./fixture.ts";
import { manifestOf } from "../../scripts/scenarios/market.ts";

const name = (suffix: string) => `liar/${suffix}`;
const text = (value: string) => toHex(new TextEncoder().encode(value));
const manifest = (suffix: string, changes: Partial<Manifest>) =>
  toHex(manifestBytes(manifestOf(name(suffix), changes)));
/** What a publisher may put where a manifest belongs, and what the index says of it. */
const lies: Record<string, { readonly bytes: Hex; readonly problem: RegExp }> = {
  garbage: { bytes: "0xff00fe", problem: /^not JSON in UTF-8$/ },
  other: { bytes: manifest("honest", {}), problem: /^names liar\/honest$/ },
  fields: { bytes: text(`{"name":"liar/fields"}`), problem: /^description: / },
  spaces: {
    bytes: text(JSON.stringify(manifestOf(name("spaces")), null, 2)),
    problem: /^not in canonical form \(RFC 8785\)$/,
  },
  nul: { bytes: manifest("nul", { title: "a\0b" }), problem: /^holds characters that are no text$/ },
  half: {
    bytes: text(JSON.stringify(manifestOf(name("half"), { title: "a\ud800b" }))),
    problem: /^holds characters that are no text$/,
  },
  deep: { bytes: text("[".repeat(20_000)), problem: /^not JSON in UTF-8$/ },
};

describe("the index of a listing that lies", function () {
  this.timeout(300_000);
  let market: Indexed["market"];
  let serviceRow: Indexed["serviceRow"];

  before(async () => {
    ({ market, serviceRow } = await indexedMarket());
  });

  for (const [suffix, { bytes, problem }] of Object.entries(lies)) {
    it(`marks it and goes on: ${suffix}`, async () => {
      const id = await market.list(name(suffix), bytes);
      const row = await serviceRow(id);
      expect(row).to.include({
        name: name(suffix),
        manifestValid: false,
        manifest: null,
        title: null,
        endpoint: null,
        searchText: name(suffix),
        manifestHash: sha256(bytes),
      });
      expect(row.manifestProblem).to.match(problem);
    });
  }

  it("goes on after texts that PostgreSQL refuses, and after metadata of any size", async () => {
    const { services, publisher: owner } = market;
    const id = await market.list(name("texts"));
    await market.done(
      owner.writeContract({ ...services, functionName: "setAgentURI", args: [id, 'a\0b\\\t"\n\\N'] }),
    );
    await market.done(
      owner.writeContract({
        ...services,
        functionName: "setMetadata",
        args: [id, "k".repeat(20_000), "0x00"],
      }),
    );
    expect((await serviceRow(id)).agentUri).to.equal('ab\\\t"\n\\N');
  });
});
