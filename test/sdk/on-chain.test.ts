import { expect } from "chai";
import { bytesToHex, type Hex, type LocalAccount } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import {
  depositAuthorizationArguments,
  depositAuthorizationTypedData,
  permitArgument,
  permitTypedData,
} from "../../sdk/deposit.ts";
import { signGrant, type SignedGrant } from "../../sdk/grant.ts";
import { createVoucherSigner } from "../../sdk/signer/create-voucher-signer.ts";
import { paymentRequiredSchema, voucherPayloadSchema } from "../../contracts/payment.ts";
import { startMarket, USDC, type Market } from "../gateway/helpers/market.ts";
import { Gateway } from "./helpers/gateway.ts";

/** What the builders make is taken by the deployed contracts. */
describe("the sdk's messages on chain", () => {
  let market: Market;
  let vault: { chainId: number; address: `0x${string}` };
  before(async () => {
    market = await startMarket();
    vault = { chainId: market.deployment.chainId, address: market.vault.address };
  });
  after(() => market.close());

  async function tokenDomain() {
    const [, name, version, chainId] = await market.client.readContract({
      ...market.usdc,
      functionName: "eip712Domain",
    });
    return { name, version, chainId: Number(chainId), verifyingContract: market.usdc.address };
  }
  async function payerWithTokens(): Promise<LocalAccount> {
    const payer = await market.person();
    await market.send(payer, market.usdc, "mint", [payer.address, 100n * USDC]);
    return payer;
  }
  async function balanceOf(payer: LocalAccount): Promise<bigint> {
    const account = await market.client.readContract({
      ...market.vault,
      functionName: "accountOf",
      args: [payer.address, market.gateway.address],
    });
    return account.balance;
  }

  async function signed(payer: LocalAccount) {
    const deposit = {
      token: await tokenDomain(),
      vault: market.vault.address,
      payer: payer.address,
      gateway: market.gateway.address,
      amount: 5n * USDC,
      validAfter: 0n,
      validBefore: (await market.now()) + 600n,
      salt: salt(),
    };
    return { deposit, signature: await payer.signTypedData(depositAuthorizationTypedData(deposit)) };
  }

  async function grantFor(payer: LocalAccount, key: LocalAccount, services?: bigint[]): Promise<SignedGrant> {
    const wallet = { account: payer, signTypedData: payer.signTypedData };
    return signGrant(vault, wallet as never, key, {
      gateway: market.gateway.address,
      cap: 3n * USDC,
      maxPerCall: USDC,
      validBefore: (await market.now()) + 86_400n,
      ...(services ? { services } : {}),
    });
  }
  async function register({ grant, signature, keyProof }: SignedGrant): Promise<void> {
    await market.send(await market.person(), market.vault, "grantKey", [
      { grant, grantSignature: signature, proofDeadline: keyProof.deadline, keyProof: keyProof.signature },
    ]);
  }

  describe("a deposit by EIP-3009", () => {
    it("can be sent by anyone and arrives for the payer at the gateway", async () => {
      const payer = await payerWithTokens();
      const relayer = await market.person();
      const { deposit, signature } = await signed(payer);
      const args = depositAuthorizationArguments(deposit, signature);
      await market.send(relayer, market.vault, "depositWithAuthorization", args);
      expect(await balanceOf(payer)).to.equal(5n * USDC);
    });

    it("cannot be redirected to another payer by who sends it", async () => {
      const payer = await payerWithTokens();
      const thief = await market.person();
      const { deposit, signature } = await signed(payer);
      const [, ...rest] = depositAuthorizationArguments(deposit, signature);
      const error = await failure(
        market.send(thief, market.vault, "depositWithAuthorization", [thief.address, ...rest]),
      );
      expect(error).to.be.instanceOf(Error);
      expect(await balanceOf(thief)).to.equal(0n);
      expect(await balanceOf(payer)).to.equal(0n);
    });
  });

  it("deposits by a permit for exactly the amount", async () => {
    const payer = await payerWithTokens();
    const deadline = (await market.now()) + 600n;
    const typed = permitTypedData({
      token: await tokenDomain(),
      owner: payer.address,
      spender: market.vault.address,
      amount: 7n * USDC,
      nonce: 0n,
      deadline,
    });
    const permit = permitArgument(deadline, await payer.signTypedData(typed));
    await market.send(payer, market.vault, "deposit", [
      payer.address,
      market.gateway.address,
      7n * USDC,
      permit,
    ]);
    expect(await balanceOf(payer)).to.equal(7n * USDC);
  });

  describe("a session grant", () => {
    it("is registered as it was signed", async () => {
      const [payer, key] = [await market.payerWith(5n * USDC), newKey()];
      const grant = await grantFor(payer, key);
      await register(grant);
      const registered = await market.client.readContract({
        ...market.vault,
        functionName: "sessionKeyOf",
        args: [payer.address, market.gateway.address, key.address],
      });
      expect(registered).to.include({
        cap: 3n * USDC,
        spent: 0n,
        nonce: 1,
        restricted: false,
        revoked: false,
      });
      expect(BigInt(registered.validBefore)).to.equal(grant.grant.validBefore);
    });

    it("is not registered when another key consented", async () => {
      const [payer, key, other] = [await market.payerWith(5n * USDC), newKey(), newKey()];
      const grant = await grantFor(payer, key);
      const swapped = { ...grant, keyProof: (await grantFor(payer, other)).keyProof };
      expect(String(await failure(register(swapped)))).to.match(/EscrowVaultKeyProof/);
    });

    it("limited to some services, lets the vault pay for those and not for others", async () => {
      const granted = await market.list("acme/granted", USDC);
      const extra = await market.list("acme/extra", USDC);
      const denied = await market.list("acme/denied", USDC);
      const [payer, key] = [await market.payerWith(5n * USDC), newKey()];
      const grant = await grantFor(payer, key, [granted, extra]);
      await register(grant);
      const row = async (serviceId: bigint, services: bigint[]) => {
        const termsHash = await market.client.readContract({
          ...market.services,
          functionName: "termsHash",
          args: [serviceId],
        });
        const [termsId, feeVersion] = await market.client.readContract({
          ...market.services,
          functionName: "currentTerms",
          args: [serviceId],
        });
        const asked = new Gateway();
        asked.extraChanges = {
          vault: vault.address,
          gateway: market.gateway.address,
          serviceId: serviceId.toString(),
          termsHash,
          now: (await market.now()).toString(),
        };
        const signer = createVoucherSigner({
          account: key,
          payer: payer.address,
          chainId: vault.chainId,
          vault: vault.address,
          gateway: market.gateway.address,
          grant: { ...grant, services },
        });
        const { payload } = await signer.sign(paymentRequiredSchema.parse(asked.required()), "x".repeat(16));
        const { voucher, signature, servicesProof } = voucherPayloadSchema.parse(payload["payload"]);
        const charged = voucher.cumulative;
        return { voucher, signature, charged, termsId, feeVersion, servicesProof: servicesProof ?? [] };
      };
      // The second row proves a service that the grant's root does not hold.
      const rows = [await row(granted, [granted, extra]), await row(denied, [denied, extra])];
      const receipt = await market.send(market.settler, market.vault, "claim", [
        market.gateway.address,
        rows,
        `0x${"00".repeat(32)}`,
      ]);
      expect(receipt.status).to.equal("success");
      const claimed = async (serviceId: bigint) =>
        (
          await market.client.readContract({
            ...market.vault,
            functionName: "ledgerOf",
            args: [payer.address, market.gateway.address, key.address, serviceId],
          })
        ).claimed;
      expect(await claimed(granted)).to.equal(20_000n);
      expect(await claimed(denied)).to.equal(0n);
    });
  });
});

function newKey(): LocalAccount {
  return privateKeyToAccount(generatePrivateKey());
}

function salt(): Hex {
  return bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}
