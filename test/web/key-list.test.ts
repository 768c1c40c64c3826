import { expect } from "chai";
import { zeroAddress, zeroHash, type Address } from "viem";
import { fillDays } from "../../web/src/lib/days.ts";
import { decodeCheckpoint } from "../../web/src/lib/checkpoint.ts";
import { indexLag } from "../../web/src/lib/index-lag.ts";
import { listKeys, type IndexedKey } from "../../web/src/lib/key-list.ts";
import { isUsable, remainingCap, type StoredKey } from "../../web/src/lib/session-keys.ts";

const PAYER: Address = "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc";
const KEY: Address = "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65";

function stored(over: Partial<StoredKey> = {}): StoredKey {
  return {
    name: "agent",
    privateKey: zeroHash,
    createdAt: 0,
    grant: {
      payer: PAYER,
      key: KEY,
      gateway: PAYER,
      integrator: zeroAddress,
      cap: 1_000n,
      maxPerCall: 0n,
      validBefore: 5_000n,
      servicesRoot: zeroHash,
      nonce: 1n,
    },
    signature: "0x",
    keyProof: { deadline: 5_000n, signature: "0x" },
    charged: {},
    ...over,
  };
}

const indexed = (over: Partial<IndexedKey>): IndexedKey => ({
  payer: PAYER.toLowerCase() as Address,
  gateway: PAYER.toLowerCase() as Address,
  key: KEY.toLowerCase() as Address,
  cap: 1_000n,
  spent: 0n,
  maxPerCall: 0n,
  validBefore: 5_000n,
  servicesRoot: zeroHash,
  integrator: null,
  nonce: 1n,
  revoked: false,
  grantedAt: 1n,
  revokedAt: null,
  lastClaimedAt: null,
  ...over,
});

describe("a session key in this browser", () => {
  it("has left what its receipts have not used up, over all services and epochs", () => {
    expect(remainingCap(stored({ charged: { "1:0": 300n, "2:0": 100n, "1:1": 50n } }))).to.equal(550n);
    expect(remainingCap(stored({ charged: { "1:0": 2_000n } }))).to.equal(0n);
  });

  it("pays only while it has a private key, time and money left", () => {
    expect(isUsable(stored(), 1_000n)).to.equal(true);
    expect(isUsable(stored({ privateKey: undefined }), 1_000n)).to.equal(false);
    expect(isUsable(stored(), 4_990n)).to.equal(false);
    expect(isUsable(stored({ charged: { "1:0": 1_000n } }), 1_000n)).to.equal(false);
  });
});

describe("the list of keys", () => {
  it("shows a key once, with the higher of what the chain and the receipts say was spent", () => {
    const [entry, ...rest] = listKeys(
      [stored({ charged: { "1:0": 400n } })],
      [indexed({ spent: 100n })],
      10n,
    );
    expect(rest).to.deep.equal([]);
    expect(entry).to.include({ name: "agent", spent: 400n, state: "active", onChain: true, here: true });
  });

  it("takes the chain's word for a revocation, also of a key that was never granted", () => {
    const [entry] = listKeys(
      [stored()],
      [indexed({ revoked: true, cap: 0n, validBefore: 0n, grantedAt: null })],
      10n,
    );
    expect(entry).to.include({ state: "revoked", cap: 1_000n, validBefore: 5_000n });
  });

  it("shows keys of other devices without a name, and ended ones last", () => {
    const other = indexed({ key: zeroAddress, validBefore: 9_000n });
    const list = listKeys([stored()], [other], 6_000n);
    expect(list.map(({ name, state }) => [name, state])).to.deep.equal([
      [undefined, "active"],
      ["agent", "ended"],
    ]);
  });
});

describe("what the site says of chain and index", () => {
  it("fills the days without revenue, and begins days at midnight UTC", () => {
    const days = fillDays([{ day: 86_400n, value: 7n }], 3n * 86_400n + 5n, 4);
    expect(days.map(({ day, value }) => [day, value])).to.deep.equal([
      [0n, 0n],
      [86_400n, 7n],
      [172_800n, 0n],
      [259_200n, 0n],
    ]);
  });

  it("reads the block out of an index checkpoint", () => {
    const checkpoint = `1763700000${"31337".padStart(16, "0")}${"142".padStart(16, "0")}${"0".repeat(33)}`;
    expect(decodeCheckpoint(checkpoint)).to.deep.equal({ time: 1_763_700_000n, block: 142n });
  });

  it("never says that the index is ahead", () => {
    expect(indexLag(5n, 9n)).to.equal(0n);
    expect(indexLag(50n, 9n)).to.equal(41n);
  });
});
