import { expect } from "chai";
import { parseSignature } from "viem";
import { delegationTypes, permitTypes } from "../../../contracts/typed-data.ts";
import type { stoaTokenAbi } from "../../../contracts/generated.ts";
import { SUPPLY } from "../../../scripts/deploy/distribution.ts";
import {
  addressOf,
  as,
  DAY,
  deploy,
  ethers,
  networkHelpers,
  now,
  person,
  type ContractOf,
  type Person,
} from "../helpers/chain.ts";

const { loadFixture, time } = networkHelpers;

type StoaToken = ContractOf<typeof stoaTokenAbi>;

/** The next plain nonce, or the next of a key. */
const nonceOf = async (stoa: StoaToken, { address }: Person, key?: bigint): Promise<bigint> =>
  key === undefined
    ? stoa.getFunction("nonces(address)")(address)
    : stoa.getFunction("nonces(address,uint192)")(address, key);

async function token() {
  const [distributor, alice, bob] = [await person(0), await person(1), await person(2)];
  const stoa = await deploy<StoaToken>("StoaToken", [distributor.address]);
  return { distributor, alice, bob, stoa };
}

async function domainOf(stoa: StoaToken) {
  const { chainId } = await ethers.provider.getNetwork();
  return { name: "Stoa", version: "1", chainId: Number(chainId), verifyingContract: await addressOf(stoa) };
}

/** What `by` signs to delegate to `to`, as the arguments of delegateBySig. */
async function delegation(stoa: StoaToken, by: Person, to: Person, nonce: bigint, expiry: bigint) {
  const signature = await by.account.signTypedData({
    domain: await domainOf(stoa),
    types: delegationTypes,
    primaryType: "Delegation",
    message: { delegatee: to.address, nonce, expiry },
  });
  const { r, s, yParity } = parseSignature(signature);
  return [to.address, nonce, expiry, 27 + yParity, r, s] as const;
}

describe("StoaToken", () => {
  it("gives the whole supply of a billion, with 18 decimals, to the distributor", async () => {
    const { stoa, distributor } = await loadFixture(token);
    expect([await stoa.name(), await stoa.symbol(), await stoa.decimals()]).to.deep.equal([
      "Stoa",
      "STOA",
      18n,
    ]);
    expect(SUPPLY).to.equal(1_000_000_000n * 10n ** 18n);
    expect(await stoa.SUPPLY()).to.equal(SUPPLY);
    expect(await stoa.totalSupply()).to.equal(SUPPLY);
    expect(await stoa.balanceOf(distributor.address)).to.equal(SUPPLY);
  });

  it("has no function that mints, pauses or belongs to an owner", async () => {
    const { stoa } = await loadFixture(token);
    const names: string[] = [];
    stoa.interface.forEachFunction(({ name }) => names.push(name));
    expect(names.filter((name) => /mint|pause|owner$|burn|upgrade|authority/i.test(name))).to.deep.equal([]);
  });

  it("counts votes by Unix seconds", async () => {
    const { stoa } = await loadFixture(token);
    expect(await stoa.clock()).to.equal(await now());
    expect(await stoa.CLOCK_MODE()).to.equal("mode=timestamp");
  });

  it("gives votes by delegation alone, and remembers the past", async () => {
    const { stoa, distributor, alice, bob } = await loadFixture(token);
    await as(stoa, distributor).transfer(alice.address, 100n);
    expect(await stoa.getVotes(alice.address)).to.equal(0n);
    await as(stoa, alice).delegate(bob.address);
    const delegatedAt = await now();
    expect(await stoa.getVotes(bob.address)).to.equal(100n);

    await time.increase(60n);
    await as(stoa, alice).transfer(distributor.address, 40n);
    expect(await stoa.getVotes(bob.address)).to.equal(60n);
    expect(await stoa.getPastVotes(bob.address, delegatedAt)).to.equal(100n);
    expect(await stoa.getPastTotalSupply(delegatedAt)).to.equal(SUPPLY);
  });

  it("remembers what everybody had, delegated or not", async () => {
    const { stoa, distributor, alice } = await loadFixture(token);
    const mintedAt = await now();
    await time.increase(60n);
    await as(stoa, distributor).transfer(alice.address, 100n);
    const receivedAt = await now();
    await time.increase(60n);
    await as(stoa, alice).transfer(distributor.address, 40n);
    await time.increase(60n);

    const ofAlice = [mintedAt, receivedAt, receivedAt + 59n, (await now()) - 1n];
    expect(await Promise.all(ofAlice.map((at) => stoa.getPastBalanceOf(alice.address, at)))).to.deep.equal([
      0n,
      100n,
      100n,
      60n,
    ]);
    expect(await stoa.getPastBalanceOf(distributor.address, mintedAt)).to.equal(SUPPLY);
    expect(await stoa.getPastBalanceOf(distributor.address, receivedAt)).to.equal(SUPPLY - 100n);
  });

  it("has no past of a second that is not over", async () => {
    const { stoa, alice } = await loadFixture(token);
    const time = await now();
    await expect(stoa.getPastBalanceOf(alice.address, time))
      .to.be.revertedWithCustomError(stoa, "ERC5805FutureLookup")
      .withArgs(time, time);
  });

  it("lets no stranger lengthen somebody's past by transfers of nothing", async () => {
    const { stoa, distributor, alice, bob } = await loadFixture(token);
    await as(stoa, distributor).transfer(alice.address, 100n);
    const move = () => as(stoa, bob).transferFrom.estimateGas(alice.address, distributor.address, 0n);
    const first = await move();
    for (let i = 0; i < 5; i += 1) {
      await time.increase(10n);
      await as(stoa, bob).transferFrom(alice.address, distributor.address, 0n);
    }
    expect(await move()).to.equal(first);
    // A new checkpoint is a new slot: 20,000.
    expect(first).to.be.lessThan(50_000n);
  });

  it("delegates to EXCLUDED what is to stand outside, and takes it back when it moves", async () => {
    const { stoa, distributor, alice } = await loadFixture(token);
    const excluded = "0x000000000000000000000000000000000000e8C1";
    expect(await stoa.EXCLUDED()).to.equal(excluded);
    await as(stoa, distributor).delegate(excluded);
    await as(stoa, alice).delegate(alice.address);
    await as(stoa, distributor).transfer(alice.address, 100n);
    expect(await stoa.getVotes(excluded)).to.equal(SUPPLY - 100n);
    expect(await stoa.getVotes(alice.address)).to.equal(100n);
  });

  it("delegates for the first time with at most 140,000 gas", async () => {
    const { stoa, distributor, alice } = await loadFixture(token);
    await as(stoa, distributor).transfer(alice.address, 100n);
    const sent = await as(stoa, alice).delegate(alice.address);
    const { gasUsed } = (await sent.wait())!;
    expect(gasUsed).to.be.lessThan(140_000n);
  });

  it("takes a permit once", async () => {
    const { stoa, distributor, alice } = await loadFixture(token);
    const deadline = (await now()) + DAY;
    const signature = await distributor.account.signTypedData({
      domain: await domainOf(stoa),
      types: permitTypes,
      primaryType: "Permit",
      message: { owner: distributor.address, spender: alice.address, value: 5n, nonce: 0n, deadline },
    });
    const { r, s, yParity } = parseSignature(signature);
    const permit = () => stoa.permit(distributor.address, alice.address, 5n, deadline, 27 + yParity, r, s);
    await permit();
    expect(await stoa.allowance(distributor.address, alice.address)).to.equal(5n);
    expect(await nonceOf(stoa, distributor)).to.equal(1n);
    await expect(permit()).to.be.revertedWithCustomError(stoa, "ERC2612InvalidSigner");
  });
});

describe("StoaToken.delegateBySig", () => {
  async function signed() {
    const parts = await token();
    return { ...parts, expiry: (await now()) + DAY };
  }
  const KEY = 7n << 64n;

  it("delegates without gas of the holder, once a signature", async () => {
    const { stoa, distributor, alice, expiry } = await loadFixture(signed);
    const args = await delegation(stoa, distributor, alice, 0n, expiry);
    await as(stoa, alice).delegateBySig(...args);
    expect(await stoa.delegates(distributor.address)).to.equal(alice.address);
    await expect(as(stoa, alice).delegateBySig(...args))
      .to.be.revertedWithCustomError(stoa, "InvalidAccountNonce")
      .withArgs(distributor.address, 1n);
  });

  it("takes signatures of two keys in any order", async () => {
    const { stoa, distributor, alice, bob, expiry } = await loadFixture(signed);
    const first = await delegation(stoa, distributor, alice, 0n, expiry);
    const second = await delegation(stoa, distributor, bob, KEY, expiry);
    await stoa.delegateBySig(...second);
    await stoa.delegateBySig(...first);
    expect(await stoa.delegates(distributor.address)).to.equal(alice.address);
    expect(await nonceOf(stoa, distributor, 7n)).to.equal(KEY + 1n);
    await expect(stoa.delegateBySig(...second))
      .to.be.revertedWithCustomError(stoa, "InvalidAccountNonce")
      .withArgs(distributor.address, KEY + 1n);
  });

  it("leaves the nonce of permits alone when the key is another", async () => {
    const { stoa, distributor, bob, expiry } = await loadFixture(signed);
    await stoa.delegateBySig(...(await delegation(stoa, distributor, bob, KEY, expiry)));
    expect(await nonceOf(stoa, distributor)).to.equal(0n);
  });

  it("refuses one that is too old", async () => {
    const { stoa, distributor, bob } = await loadFixture(signed);
    const expiry = (await now()) - 1n;
    await expect(stoa.delegateBySig(...(await delegation(stoa, distributor, bob, 0n, expiry))))
      .to.be.revertedWithCustomError(stoa, "VotesExpiredSignature")
      .withArgs(expiry);
  });
});
