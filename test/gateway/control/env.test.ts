import { expect } from "chai";
import { EnvError, readEnv } from "../../../gateway/env.ts";

const NEEDED = {
  GATEWAY_ADDRESS: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
  SETTLER_KEY: `0x${"11".repeat(32)}`,
  RECEIPT_KEY: `0x${"22".repeat(32)}`,
};

function complaints(source: Record<string, string>): string[] {
  try {
    readEnv({ ...NEEDED, ...source });
  } catch (error) {
    if (error instanceof EnvError) return error.message.split("\n");
    throw error;
  }
  return [];
}

describe("readEnv", () => {
  it("needs an address and two keys, and has a value for all else", () => {
    expect(readEnv(NEEDED)).to.deep.include({
      port: 4000,
      publicUrl: "http://localhost:4000",
      rpcUrl: "http://127.0.0.1:8545",
      chainId: 31337,
      databaseUrl: undefined,
      safe: "tag",
      claimAge: 86_400,
      voucherLife: 14 * 86_400,
      minRow: 500_000n,
      privateUpstreams: true,
    });
  });

  it("names what is missing and what it should be, all at once", () => {
    expect(complaints({ GATEWAY_ADDRESS: "", SETTLER_KEY: "" })).to.deep.equal([
      "GATEWAY_ADDRESS is missing: it should be the gateway's address in the GatewayRegistry.",
      "SETTLER_KEY is missing: it should be a private key, 0x and 64 hex digits, registered as the gateway's settler.",
    ]);
  });

  it("names what is wrong", () => {
    expect(complaints({ GATEWAY_PORT: "http" })).to.deep.equal([
      'GATEWAY_PORT is "http": it should be a port, 1 to 65535.',
    ]);
    for (const [name, value] of [
      ["GATEWAY_PORT", "70000"],
      ["RPC_URL", "localhost:8545"],
      ["DATABASE_URL", "mysql://x"],
      ["SAFE", "-1"],
      ["MIN_ROW", "0.5"],
      ["GATEWAY_ADDRESS", "0x12"],
      ["PRIVATE_UPSTREAMS", "yes"],
      ["LOG_LEVEL", "loud"],
    ] as const) {
      expect(complaints({ [name]: value })).to.have.length(1);
      expect(complaints({ [name]: value })[0]).to.match(new RegExp(`^${name} is `));
    }
  });

  it("does not repeat a key or the database's password", () => {
    const [key] = complaints({ SETTLER_KEY: "0xsecret" });
    const [url] = complaints({ DATABASE_URL: "http://user:secret@db" });
    expect(key).to.include("SETTLER_KEY is not usable").and.not.include("secret");
    expect(url).to.include("DATABASE_URL is not usable").and.not.include("secret");
  });

  it("wants vouchers to live for two claim ages", () => {
    expect(complaints({ CLAIM_AGE: "3600", VOUCHER_LIFE: "7199" })).to.deep.equal([
      'VOUCHER_LIFE is "7199": it should be the seconds a voucher lives, at least twice CLAIM_AGE.',
    ]);
    expect(complaints({ CLAIM_AGE: "3600", VOUCHER_LIFE: "7200" })).to.deep.equal([]);
  });

  it("lets services live at private addresses on the local chain alone, unless told otherwise", () => {
    expect(readEnv({ ...NEEDED, CHAIN_ID: "8453" }).privateUpstreams).to.equal(false);
    expect(readEnv({ ...NEEDED, CHAIN_ID: "8453", PRIVATE_UPSTREAMS: "allow" }).privateUpstreams).to.equal(
      true,
    );
    expect(readEnv({ ...NEEDED, PRIVATE_UPSTREAMS: "refuse" }).privateUpstreams).to.equal(false);
  });

  it("reads SAFE as a tag or a number of blocks", () => {
    expect(readEnv({ ...NEEDED, SAFE: "12" }).safe).to.equal(12);
    expect(readEnv({ ...NEEDED, SAFE: "0" }).safe).to.equal(0);
  });
});
