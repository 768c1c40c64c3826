import { expect } from "chai";
import { readEnv } from "../../indexer/env.ts";
import { nodesAt } from "../../indexer/nodes.ts";

describe("the indexer's environment", () => {
  it("has defaults for the local chain, and takes empty variables as absent", () => {
    expect(readEnv({ RPC_URL: "", DATABASE_URL: "" })).to.deep.equal({
      RPC_URL: "http://127.0.0.1:8545",
      CHAIN_ID: 31337,
      STOA_INDEX_DIR: ".stoa/index",
      POLLING_INTERVAL: 1_000,
    });
  });

  it("names every variable that is wrong", () => {
    expect(() => readEnv({ RPC_URL: "chain", CHAIN_ID: "0", DATABASE_URL: "mysql://x" })).to.throw(
      /^RPC_URL: .*\nCHAIN_ID: .*\nDATABASE_URL: /,
    );
  });
});

describe("the nodes that the index asks", () => {
  it("name one on this machine often enough for 500 requests a second", () => {
    for (const url of ["http://127.0.0.1:8545", "http://localhost:8600", "http://[::1]:8545"]) {
      expect(nodesAt(url)).to.deep.equal(Array(25).fill(url));
    }
  });

  it("name one elsewhere once: how often it may be asked is for it to say", () => {
    const url = "https://localhost.example/v3/key";
    expect(nodesAt(url)).to.equal(url);
  });
});
