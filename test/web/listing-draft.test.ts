import { expect } from "chai";
import { zeroHash } from "viem";
import { canonicalHash, STOA_META } from "../../contracts/manifest.ts";
import {
  checkDraft,
  draftTerms,
  EMPTY_DRAFT,
  registrationFile,
  type ListingDraft,
} from "../../web/src/lib/listing-draft.ts";

const USDC = { symbol: "USDC", decimals: 6 };
const HASH = `0x${"ab".repeat(32)}` as const;
const DRAFT: ListingDraft = {
  ...EMPTY_DRAFT,
  endpoint: "https://mcp.example.com/mcp",
  name: "acme/weather",
  title: "Weather",
  description: "Tells the weather.",
  categories: ["data"],
  codeHash: HASH,
  price: "0.02",
};

describe("a listing as its publisher fills it in", () => {
  it("makes the manifest that is hashed on chain", () => {
    const { errors, manifest } = checkDraft(DRAFT, HASH, USDC);
    expect(errors).to.deep.equal({});
    expect(manifest?.name).to.equal("acme/weather");
    expect(manifest?.version).to.equal("1.0.0");
    expect(manifest?._meta[STOA_META].toolsHash).to.equal(HASH);
    expect(manifest?._meta[STOA_META].prices).to.equal(undefined);
  });

  it("is refused field by field, each with what is needed", () => {
    const { errors, manifest } = checkDraft(
      {
        ...DRAFT,
        name: "weather",
        description: "",
        categories: [],
        codeHash: "0x12",
        price: "0",
        repository: "nowhere",
      },
      HASH,
      USDC,
    );
    expect(manifest).to.equal(undefined);
    expect(errors.repository).to.equal("A URL is needed.");
    expect(errors.codeHash).to.match(/SHA-256/);
    expect(errors.price).to.match(/above zero/);
    const rest = checkDraft(
      { ...DRAFT, name: "weather", description: "", categories: [] },
      HASH,
      USDC,
    ).errors;
    expect(Object.keys(rest).sort()).to.deep.equal(["categories", "description", "name"]);
  });

  it("prices each tool by a table whose hash the terms carry, and quotes the highest", () => {
    const draft: ListingDraft = { ...DRAFT, model: "perTool", toolPrices: { forecast: "0.05", now: "" } };
    const { manifest } = checkDraft(draft, HASH, USDC);
    expect(manifest?._meta[STOA_META].prices).to.deep.equal({ forecast: "50000" });
    expect(draftTerms(draft, USDC)).to.deep.equal({
      model: 2,
      class: 0,
      chargeOnError: false,
      direct: false,
      maxPrice: 50_000n,
      pricesHash: canonicalHash({ forecast: "50000" }),
    });
  });

  it("is free without a price and without a table", () => {
    const terms = draftTerms({ ...DRAFT, model: "free", price: "9" }, USDC);
    expect(terms.maxPrice).to.equal(0n);
    expect(terms.pricesHash).to.equal(zeroHash);
  });

  it("writes its ERC-8004 registration file, whatever letters the title has", () => {
    const { manifest } = checkDraft({ ...DRAFT, title: "Καιρός" }, HASH, USDC);
    if (!manifest) throw new Error("the draft is complete");
    const [, encoded = ""] = registrationFile(manifest, "https://stoa.example").split("base64,");
    const file = JSON.parse(Buffer.from(encoded, "base64").toString("utf8")) as {
      name: string;
      services: unknown;
    };
    expect(file.name).to.equal("Καιρός");
    expect(file.services).to.deep.equal([
      { name: "MCP", endpoint: "https://stoa.example/mcp/acme/weather", version: "1.0.0" },
    ]);
  });
});
