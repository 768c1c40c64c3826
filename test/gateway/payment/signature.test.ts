import { createHash } from "node:crypto";
import { expect } from "chai";
import { hashStruct, hashTypedData, hexToBytes, recoverAddress, toHex, zeroHash, type Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { escrowVaultAbi } from "../../../contracts/generated.ts";
import type { Receipt, SessionGrant, Voucher } from "../../../contracts/payment.ts";
import {
  escrowDomain,
  keyProofTypes,
  receiptTypes,
  sessionGrantTypes,
  voucherTypes,
} from "../../../contracts/typed-data.ts";
import {
  loadCurve,
  recoverSigner,
  signatureBackend,
  signDigest,
} from "../../../gateway/payment/signature.ts";
import { createTypedDataHasher } from "../../../gateway/payment/typed-data-hasher.ts";
import { startMarket, type Market } from "../helpers/market.ts";

const KEY: Hex = `0x${"4c".repeat(32)}`;
const ACCOUNT = privateKeyToAccount(KEY);
const MOST = (bits: bigint) => (1n << bits) - 1n;

const voucher: Voucher = {
  payer: ACCOUNT.address,
  gateway: "0x2222222222222222222222222222222222222222",
  key: "0x00000000000000000000000000000000000000ff",
  serviceId: MOST(256n),
  termsHash: `0x${"ab".repeat(32)}`,
  epoch: 0xffff_ffff,
  cumulative: MOST(96n),
  validBefore: MOST(64n),
};
const grant: SessionGrant = {
  payer: voucher.payer,
  key: voucher.key,
  gateway: voucher.gateway,
  integrator: voucher.gateway,
  cap: MOST(128n),
  maxPerCall: 1n,
  validBefore: 2n,
  servicesRoot: zeroHash,
  nonce: 1n << 200n,
};
const proof = { payer: voucher.payer, gateway: voucher.gateway, deadline: 7n };
const receipt: Receipt = {
  ...voucher,
  callId: zeroHash,
  seq: 1n,
  price: 2n,
  chargedCumulative: 3n,
  requestHash: zeroHash,
  responseHash: voucher.termsHash,
  status: 1,
  issuedAt: 4n,
};

describe("typed data hashed by hand", () => {
  let market: Market;

  before(async function () {
    this.timeout(120_000);
    market = await startMarket();
  });

  after(() => market?.close());

  it("is what viem and the vault itself compute, for every struct", async () => {
    const chainId = 31337;
    const vault = market.vault.address;
    const domain = escrowDomain(chainId, vault);
    const onChain = (functionName: "hashVoucher", message: Voucher) =>
      market.client.readContract({ address: vault, abi: escrowVaultAbi, functionName, args: [message] });
    const cases = [
      ["hashVoucher", "Voucher", voucherTypes, voucher],
      ["hashSessionGrant", "SessionGrant", sessionGrantTypes, grant],
      ["hashKeyProof", "KeyProof", keyProofTypes, proof],
      ["hashReceipt", "Receipt", receiptTypes, receipt],
    ] as const;
    for (const [functionName, primaryType, types, message] of cases) {
      const hasher = createTypedDataHasher<object>(domain, types);
      const digest = toHex(hasher.digest(message));
      expect(digest).to.equal(hashTypedData({ domain, types, primaryType, message } as never));
      expect(digest).to.equal(await onChain(functionName as "hashVoucher", message as Voucher));
      expect(toHex(hasher.struct(message))).to.equal(
        hashStruct({ types, primaryType, data: message } as never),
      );
    }
  });

  it("is not tried on a struct that it could hash wrongly", () => {
    const types = { Text: [{ name: "text", type: "string" }] };
    expect(() => createTypedDataHasher(escrowDomain(1, voucher.payer), types)).to.throw(
      TypeError,
      "text is a string",
    );
  });
});

describe("signatures", () => {
  const digests = Array.from({ length: 20 }, (_, index) => createHash("sha256").update(`${index}`).digest());

  it("are checked natively on this machine", () => expect(signatureBackend).to.equal("native"));

  for (const code of ["native", "javascript"] as const)
    it(`by ${code} code agree with viem in both directions`, async () => {
      const curve = loadCurve(code);
      for (const digest of digests) {
        const signature = signDigest(digest, hexToBytes(KEY), curve);
        expect(signature).to.equal(await ACCOUNT.sign({ hash: toHex(digest) }));
        expect(await recoverAddress({ hash: toHex(digest), signature })).to.equal(ACCOUNT.address);
        expect(recoverSigner(digest, signature, curve)).to.deep.equal({ address: ACCOUNT.address });
      }
    });
});
