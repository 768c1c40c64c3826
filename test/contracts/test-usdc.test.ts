import { expect } from "chai";
import { network } from "hardhat";
import { domainSeparator, keccak256, parseSignature, toHex, type Hex } from "viem";
import { permitTypes, receiveWithAuthorizationTypes } from "../../contracts/typed-data.ts";
import {
  addressOf,
  as,
  DAY,
  deploy,
  ethers,
  networkHelpers,
  now,
  person,
  type Person,
} from "./helpers/chain.ts";
import type { Token } from "./helpers/market.ts";

const { loadFixture, time } = networkHelpers;
/** Any 32 bytes, as Circle's token takes them: not a counter. */
const NONCE = keccak256(toHex("a nonce of no order"));

async function fixture() {
  const usdc = await deploy<Token>("TestUSDC");
  const people = { payer: await person(1), payee: await person(2), relayer: await person(3) };
  await usdc.mint(people.payer.address, 100n);
  const domain = {
    name: "USD Coin",
    version: "2",
    chainId: 31337,
    verifyingContract: await addressOf(usdc),
  } as const;
  const validBefore = (await now()) + DAY;
  return { ...people, usdc, domain, validBefore };
}
type Fixture = Awaited<ReturnType<typeof fixture>>;

const transferTypes = { TransferWithAuthorization: receiveWithAuthorizationTypes.ReceiveWithAuthorization };
const cancelTypes = {
  CancelAuthorization: [
    { name: "authorizer", type: "address" },
    { name: "nonce", type: "bytes32" },
  ],
} as const;

function message({ payer, payee, validBefore }: Fixture, validAfter = 0n) {
  return { from: payer.address, to: payee.address, value: 60n, validAfter, validBefore, nonce: NONCE };
}

const signers = {
  transferWithAuthorization: (parts: Fixture, by: Person, validAfter?: bigint) =>
    by.account.signTypedData({
      domain: parts.domain,
      types: transferTypes,
      primaryType: "TransferWithAuthorization",
      message: message(parts, validAfter),
    }),
  receiveWithAuthorization: (parts: Fixture, by: Person, validAfter?: bigint) =>
    by.account.signTypedData({
      domain: parts.domain,
      types: receiveWithAuthorizationTypes,
      primaryType: "ReceiveWithAuthorization",
      message: message(parts, validAfter),
    }),
};

/** A signature as the two forms of EIP-3009 take it: three values, or its bytes. */
const forms = {
  "v, r, s": {
    types: "uint8,bytes32,bytes32",
    values: (signature: Hex) => {
      const { r, s, yParity } = parseSignature(signature);
      return [27 + yParity, r, s];
    },
  },
  bytes: { types: "bytes", values: (signature: Hex) => [signature] },
} as const;

function submit(
  { usdc }: Fixture,
  verb: string,
  form: keyof typeof forms,
  by: Person,
  values: readonly unknown[],
  signature: Hex,
) {
  const types =
    verb === "cancelAuthorization" ? "address,bytes32" : "address,address,uint256,uint256,uint256,bytes32";
  const call = as(usdc, by).getFunction(`${verb}(${types},${forms[form].types})`);
  return call(...values, ...forms[form].values(signature));
}

describe("TestUSDC", () => {
  it("looks like USDC: 6 decimals, its symbol, its EIP-712 domain", async () => {
    const { usdc, domain } = await loadFixture(fixture);
    expect([await usdc.name(), await usdc.symbol(), await usdc.decimals()]).to.deep.equal([
      "USD Coin",
      "USDC",
      6n,
    ]);
    const { name, version } = await usdc.eip712Domain();
    expect([name, version]).to.deep.equal(["USD Coin", "2"]);
    expect(await usdc.DOMAIN_SEPARATOR()).to.equal(domainSeparator({ domain }));
  });

  it("hands out up to $100,000 a call to anyone", async () => {
    const { usdc, relayer } = await loadFixture(fixture);
    await as(usdc, relayer).mint(relayer.address, 100_000_000_000n);
    expect(await usdc.balanceOf(relayer.address)).to.equal(100_000_000_000n);
    await expect(as(usdc, relayer).mint(relayer.address, 100_000_000_001n))
      .to.be.revertedWithCustomError(usdc, "TestUSDCMintTooLarge")
      .withArgs(100_000_000_001n, 100_000_000_000n);
  });

  it("cannot be deployed to another chain", async () => {
    const { usdc } = await loadFixture(fixture);
    const other = await network.create({ network: "local", override: { chainId: 8453 } });
    await expect(other.ethers.deployContract("TestUSDC"))
      .to.be.revertedWithCustomError(usdc, "TestUSDCLocalOnly")
      .withArgs(8453n);
    await other.close();
  });

  it("takes a permit once, from its owner, until its deadline", async () => {
    const { usdc, domain, payer, payee, relayer } = await loadFixture(fixture);
    const deadline = (await now()) + DAY;
    const sign = (by: Person) =>
      by.account.signTypedData({
        domain,
        types: permitTypes,
        primaryType: "Permit",
        message: { owner: payer.address, spender: payee.address, value: 7n, nonce: 0n, deadline },
      });
    const permit = async (by: Person) => {
      const { r, s, yParity } = parseSignature(await sign(by));
      return usdc.permit(payer.address, payee.address, 7n, deadline, 27 + yParity, r, s);
    };
    await expect(permit(relayer))
      .to.be.revertedWithCustomError(usdc, "TestUSDCPermitSignature")
      .withArgs(payer.address);
    await permit(payer);
    expect(await usdc.allowance(payer.address, payee.address)).to.equal(7n);
    expect(await usdc.nonces(payer.address)).to.equal(1n);
    await expect(permit(payer))
      .to.be.revertedWithCustomError(usdc, "TestUSDCPermitSignature")
      .withArgs(payer.address);
    await time.increaseTo(deadline + 1n);
    await expect(permit(payer))
      .to.be.revertedWithCustomError(usdc, "TestUSDCPermitExpired")
      .withArgs(deadline);
  });
});

for (const form of ["v, r, s", "bytes"] as const) {
  for (const verb of ["transferWithAuthorization", "receiveWithAuthorization"] as const) {
    describe(`TestUSDC.${verb} (${form})`, () => {
      it("moves the money once, with a random nonce", async () => {
        const parts = await loadFixture(fixture);
        const { usdc, payer, payee, relayer } = parts;
        const by = verb === "transferWithAuthorization" ? relayer : payee;
        const signature = await signers[verb](parts, payer);
        const values = Object.values(message(parts));
        const tx = submit(parts, verb, form, by, values, signature);
        await expect(tx).to.emit(usdc, "AuthorizationUsed").withArgs(payer.address, NONCE);
        await expect(tx).to.changeTokenBalances(ethers, usdc, [payer.signer, payee.signer], [-60n, 60n]);
        expect(await usdc.authorizationState(payer.address, NONCE)).to.equal(true);
        await expect(submit(parts, verb, form, by, values, signature))
          .to.be.revertedWithCustomError(usdc, "ERC3009UsedAuthorization")
          .withArgs(payer.address, NONCE);
      });

      it("refuses a signature of somebody else, or over another message", async () => {
        const parts = await loadFixture(fixture);
        const { usdc, payer, payee } = parts;
        const values = Object.values(message(parts));
        for (const signature of [await signers[verb](parts, payee), await signers[verb](parts, payer, 1n)]) {
          await expect(submit(parts, verb, form, payee, values, signature)).to.be.revertedWithCustomError(
            usdc,
            "ERC3009InvalidSignature",
          );
        }
      });

      it("refuses it before and after its time", async () => {
        const parts = await loadFixture(fixture);
        const { usdc, payer, payee, validBefore } = parts;
        const validAfter = (await now()) + 100n;
        const values = Object.values(message(parts, validAfter));
        const signature = await signers[verb](parts, payer, validAfter);
        for (const at of [validAfter, validBefore]) {
          await time.setNextBlockTimestamp(at);
          await expect(submit(parts, verb, form, payee, values, signature))
            .to.be.revertedWithCustomError(usdc, "ERC3009InvalidAuthorizationTime")
            .withArgs(validAfter, validBefore);
        }
      });
    });
  }

  describe(`TestUSDC.receiveWithAuthorization (${form}), by a stranger`, () => {
    it("is refused: only the payee may submit it", async () => {
      const parts = await loadFixture(fixture);
      const { usdc, payer, payee, relayer } = parts;
      const signature = await signers.receiveWithAuthorization(parts, payer);
      const values = Object.values(message(parts));
      await expect(submit(parts, "receiveWithAuthorization", form, relayer, values, signature))
        .to.be.revertedWithCustomError(usdc, "ERC20InvalidReceiver")
        .withArgs(payee.address);
    });
  });

  describe(`TestUSDC.cancelAuthorization (${form})`, () => {
    it("makes a signed authorisation worthless", async () => {
      const parts = await loadFixture(fixture);
      const { usdc, domain, payer, relayer } = parts;
      const sign = (by: Person) =>
        by.account.signTypedData({
          domain,
          types: cancelTypes,
          primaryType: "CancelAuthorization",
          message: { authorizer: payer.address, nonce: NONCE },
        });
      const cancel = (signature: Hex) =>
        submit(parts, "cancelAuthorization", form, relayer, [payer.address, NONCE], signature);
      await expect(cancel(await sign(relayer))).to.be.revertedWithCustomError(
        usdc,
        "ERC3009InvalidSignature",
      );
      await expect(cancel(await sign(payer)))
        .to.emit(usdc, "AuthorizationCanceled")
        .withArgs(payer.address, NONCE);
      const signature = await signers.transferWithAuthorization(parts, payer);
      await expect(
        submit(parts, "transferWithAuthorization", form, relayer, Object.values(message(parts)), signature),
      )
        .to.be.revertedWithCustomError(usdc, "ERC3009UsedAuthorization")
        .withArgs(payer.address, NONCE);
    });
  });
}

describe("TestUSDC, with a contract wallet as payer", () => {
  it("takes its ERC-1271 signature in the bytes form", async () => {
    const parts = await loadFixture(fixture);
    const { usdc, payer, payee, relayer, domain } = parts;
    const wallet = await addressOf(await deploy("ContractWallet", [payer.address]));
    await usdc.mint(wallet, 60n);
    const fromWallet = { ...message(parts), from: wallet };
    const signature = await payer.account.signTypedData({
      domain,
      types: transferTypes,
      primaryType: "TransferWithAuthorization",
      message: fromWallet,
    });
    await submit(parts, "transferWithAuthorization", "bytes", relayer, Object.values(fromWallet), signature);
    expect(await usdc.balanceOf(payee.address)).to.equal(60n);
    expect(await usdc.balanceOf(wallet)).to.equal(0n);
  });
});
