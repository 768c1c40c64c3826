import { expect } from "chai";
import { parseSignature } from "viem";
import { permitTypes } from "../../../contracts/typed-data.ts";
import type { stoaTokenAbi } from "../../../contracts/generated.ts";
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
} from "../helpers/chain.ts";

const { loadFixture, time } = networkHelpers;
const SUPPLY = 10n ** 27n;

async function token() {
  const [distributor, alice, bob] = [await person(0), await person(1), await person(2)];
  const stoa = await deploy<ContractOf<typeof stoaTokenAbi>>("StoaToken", [distributor.address]);
  return { distributor, alice, bob, stoa };
}

describe("StoaToken", () => {
  it("gives the whole supply of a billion, with 18 decimals, to the distributor", async () => {
    const { stoa, distributor } = await loadFixture(token);
    expect([await stoa.name(), await stoa.symbol(), await stoa.decimals()]).to.deep.equal([
      "Stoa",
      "STOA",
      18n,
    ]);
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

  it("takes a permit once", async () => {
    const { stoa, distributor, alice } = await loadFixture(token);
    const deadline = (await now()) + DAY;
    const signature = await distributor.account.signTypedData({
      domain: {
        name: "Stoa",
        version: "1",
        chainId: Number((await ethers.provider.getNetwork()).chainId),
        verifyingContract: await addressOf(stoa),
      },
      types: permitTypes,
      primaryType: "Permit",
      message: { owner: distributor.address, spender: alice.address, value: 5n, nonce: 0n, deadline },
    });
    const { r, s, yParity } = parseSignature(signature);
    const permit = () => stoa.permit(distributor.address, alice.address, 5n, deadline, 27 + yParity, r, s);
    await permit();
    expect(await stoa.allowance(distributor.address, alice.address)).to.equal(5n);
    expect(await stoa.nonces(distributor.address)).to.equal(1n);
    await expect(permit()).to.be.revertedWithCustomError(stoa, "ERC2612InvalidSigner");
  });
});
