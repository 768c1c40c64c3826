import { expect } from "chai";
import { keccak256, toHex } from "viem";
import { as, deploy, ethers, networkHelpers, person, type Callable } from "../helpers/chain.ts";

const { loadFixture } = networkHelpers;
const SALT = keccak256(toHex("stoa/test"));
/** Puts the one byte 0x00 (STOP) at the address, and another the byte 0xfe (INVALID). */
const [STOP, INVALID] = ["0x600060005360016000f3", "0x60fe60005360016000f3"] as const;

async function factory() {
  return {
    factory: await deploy<Callable<"deploy" | "addressOf" | "blockOf">>("Create3Factory"),
    deployer: await person(1),
    stranger: await person(2),
  };
}

describe("Create3Factory.deploy", () => {
  it("puts any code at the address that was announced for deployer and salt, and keeps the block", async () => {
    const { factory: create3, deployer } = await loadFixture(factory);
    const announced = await create3.addressOf(deployer.address, SALT);
    await expect(as(create3, deployer).deploy(SALT, INVALID))
      .to.emit(create3, "Deployed")
      .withArgs(deployer.address, SALT, announced);
    expect(await ethers.provider.getCode(announced)).to.equal("0xfe");
    expect(await create3.blockOf(announced)).to.equal(await ethers.provider.getBlockNumber());
  });

  it("lets nobody else put code there", async () => {
    const { factory: create3, deployer, stranger } = await loadFixture(factory);
    const announced = await create3.addressOf(deployer.address, SALT);
    await as(create3, stranger).deploy(SALT, STOP);
    expect(await ethers.provider.getCode(announced)).to.equal("0x");
    expect(await create3.blockOf(announced)).to.equal(0n);
    expect(await ethers.provider.getCode(await create3.addressOf(stranger.address, SALT))).to.equal("0x00");
  });

  it("refuses a salt that was used, whatever the code", async () => {
    const { factory: create3, deployer } = await loadFixture(factory);
    await as(create3, deployer).deploy(SALT, STOP);
    for (const code of [STOP, INVALID]) {
      await expect(as(create3, deployer).deploy(SALT, code)).to.be.revertedWithCustomError(
        create3,
        "FailedDeployment",
      );
    }
  });

  it("refuses nothing as code", async () => {
    const { factory: create3, deployer } = await loadFixture(factory);
    await expect(as(create3, deployer).deploy(SALT, "0x")).to.be.revertedWithCustomError(
      create3,
      "Create3EmptyBytecode",
    );
  });
});
