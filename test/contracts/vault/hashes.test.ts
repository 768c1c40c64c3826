import { expect } from "chai";
import { hashTypedData, recoverTypedDataAddress, zeroAddress, type Hex } from "viem";
import {
  escrowDomain,
  keyProofTypes,
  receiptTypes,
  releaseTypes,
  sessionGrantTypes,
  voucherTypes,
  withdrawalTypes,
} from "../../../contracts/typed-data.ts";
import { addressOf, networkHelpers } from "../helpers/chain.ts";
import { market } from "../helpers/market.ts";
import { row } from "../helpers/sign.ts";
import { malleate } from "../helpers/signatures.ts";

const { loadFixture } = networkHelpers;
const bytes32 = (byte: string): Hex => `0x${byte.repeat(32)}`;

describe("EIP-712 hashes", () => {
  it("are the same in the contract and in TypeScript", async () => {
    const { vault, payer, gateway, key } = await loadFixture(market);
    const domain = escrowDomain(31337, await addressOf(vault));
    const voucher = {
      payer: payer.address,
      gateway: gateway.address,
      key: key.address,
      serviceId: 3n,
      termsHash: bytes32("a1"),
      epoch: 4,
      cumulative: 5n,
      validBefore: 6n,
    };
    const grant = {
      payer: payer.address,
      key: key.address,
      gateway: gateway.address,
      integrator: zeroAddress,
      cap: 7n,
      maxPerCall: 8n,
      validBefore: 9n,
      servicesRoot: bytes32("b2"),
      nonce: 10n,
    };
    const proof = { payer: payer.address, gateway: gateway.address, deadline: 11n };
    const receipt = {
      callId: bytes32("c3"),
      payer: payer.address,
      gateway: gateway.address,
      key: key.address,
      serviceId: 3n,
      termsHash: bytes32("a1"),
      epoch: 4,
      seq: 12n,
      price: 13n,
      chargedCumulative: 14n,
      requestHash: bytes32("d4"),
      responseHash: bytes32("e5"),
      status: 1,
      issuedAt: 15n,
    };
    const release = {
      payer: payer.address,
      gateway: gateway.address,
      epoch: 4,
      amount: 16n,
      nonce: 17n,
      deadline: 18n,
    };
    const withdrawal = {
      payer: payer.address,
      gateway: gateway.address,
      to: key.address,
      epoch: 4,
      deadline: 19n,
    };
    expect(await vault.hashVoucher(voucher)).to.equal(
      hashTypedData({ domain, types: voucherTypes, primaryType: "Voucher", message: voucher }),
    );
    expect(await vault.hashSessionGrant(grant)).to.equal(
      hashTypedData({ domain, types: sessionGrantTypes, primaryType: "SessionGrant", message: grant }),
    );
    expect(await vault.hashKeyProof(proof)).to.equal(
      hashTypedData({ domain, types: keyProofTypes, primaryType: "KeyProof", message: proof }),
    );
    expect(await vault.hashReceipt(receipt)).to.equal(
      hashTypedData({ domain, types: receiptTypes, primaryType: "Receipt", message: receipt }),
    );
    expect(await vault.hashRelease(release)).to.equal(
      hashTypedData({ domain, types: releaseTypes, primaryType: "Release", message: release }),
    );
    expect(await vault.hashWithdrawal(withdrawal)).to.equal(
      hashTypedData({ domain, types: withdrawalTypes, primaryType: "Withdrawal", message: withdrawal }),
    );
  });

  it("are malleated in the tests to what plain ecrecover would accept", async () => {
    const parts = await loadFixture(market);
    const { voucher, signature } = await row(parts, { charged: 1n });
    const recovered = await recoverTypedDataAddress({
      domain: parts.domain,
      types: voucherTypes,
      primaryType: "Voucher",
      message: voucher,
      signature: malleate(signature),
    });
    expect(recovered).to.equal(parts.payer.address);
  });
});
