import { expect } from "chai";
import { getCreateAddress } from "ethers";
import { keccak256, toHex, zeroHash } from "viem";
import type { stoaTokenAbi, treasuryAbi } from "../../../../contracts/generated.ts";
import { addressOf, as, DAY, deploy, networkHelpers, type ContractOf } from "../../helpers/chain.ts";
import { market, NO_PERMIT, quoteOf, STAKE, USDC } from "../../helpers/market.ts";
import { row } from "../../helpers/sign.ts";

const { loadFixture, time } = networkHelpers;

const TERMS = {
  model: 1,
  class: 0,
  chargeOnError: false,
  direct: false,
  maxPrice: USDC,
  pricesHash: zeroHash,
};

describe("Treasury.actAsOwner", () => {
  it("keeps the platform's document, metadata, terms and releases", async () => {
    const { treasury, services } = await loadFixture(market);
    const call = (name: string, args: unknown[]) => services.interface.encodeFunctionData(name, args);
    const release = { semver: "1.0.0", codeHash: keccak256("0x01"), uri: "https://stoa.example" };
    const document = call("setAgentURI", [0n, "https://stoa.example/agent.json"]);
    await expect(treasury.actAsOwner(document))
      .to.emit(treasury, "ActedAsOwner")
      .withArgs(document.slice(0, 10), document);
    await treasury.actAsOwner(call("setMetadata", [0n, "kind", "0x01"]));
    await treasury.actAsOwner(call("proposeTerms", [0n, TERMS]));
    await treasury.actAsOwner(call("publishVersion", [0n, release, "0x7b7d"]));
    expect(await services.tokenURI(0n)).to.equal("https://stoa.example/agent.json");
    expect(await services.getMetadata(0n, "kind")).to.equal("0x01");
    expect(await services.versionCount(0n)).to.equal(1n);
  });

  it("cannot let the platform, its payee or its stake go", async () => {
    const { treasury, services, admin, stranger } = await loadFixture(market);
    const self = await addressOf(treasury);
    const calls: [string, unknown[]][] = [
      ["transferFrom", [self, stranger.address, 0n]],
      ["safeTransferFrom(address,address,uint256)", [self, stranger.address, 0n]],
      ["safeTransferFrom(address,address,uint256,bytes)", [self, stranger.address, 0n, "0x"]],
      ["approve", [stranger.address, 0n]],
      ["setApprovalForAll", [stranger.address, true]],
      ["setAgentWallet", [0n, stranger.address, 0n, "0x"]],
      ["withdrawStake", [0n, stranger.address]],
      ["withdrawStake", [1n, self]],
      ["collectAward", [stranger.address]],
      ["register()", []],
    ];
    for (const [name, args] of calls) {
      const data = services.interface.encodeFunctionData(name, args);
      await expect(as(treasury, admin).actAsOwner(data))
        .to.be.revertedWithCustomError(treasury, "TreasuryOwnerCallRefused")
        .withArgs(data.slice(0, 10));
    }
    for (const data of ["0x", "0x23b872"]) {
      await expect(treasury.actAsOwner(data)).to.be.revertedWithCustomError(
        treasury,
        "TreasuryOwnerCallRefused",
      );
    }
    expect(await services.ownerOf(0n)).to.equal(self);
    expect(await services.payeeOf(0n)).to.equal(self);
  });

  it("takes the platform's stake back to the treasury", async () => {
    const { treasury, services, usdc, stranger } = await loadFixture(market);
    await usdc.mint(stranger.address, STAKE);
    await as(usdc, stranger).approve(services, STAKE);
    await as(services, stranger).stake(0n, STAKE, NO_PERMIT);
    const call = (name: string, args: unknown[]) => services.interface.encodeFunctionData(name, args);
    await treasury.actAsOwner(call("thawStake", [0n, STAKE]));
    await treasury.actAsOwner(call("cancelStakeThaw", [0n]));
    await treasury.actAsOwner(call("thawStake", [0n, STAKE]));
    await time.increase(14n * DAY);
    await treasury.actAsOwner(call("withdrawStake", [0n, await addressOf(treasury)]));
    expect(await usdc.balanceOf(treasury)).to.equal(STAKE);
  });

  it("passes on the registry's own refusal, and is governed", async () => {
    const { treasury, services, stranger } = await loadFixture(market);
    const data = services.interface.encodeFunctionData("cancelStakeThaw", [0n]);
    await expect(treasury.actAsOwner(data))
      .to.be.revertedWithCustomError(services, "ServiceRegistryNothingThawing")
      .withArgs(0n);
    await expect(as(treasury, stranger).actAsOwner(data))
      .to.be.revertedWithCustomError(treasury, "AccessManagedUnauthorized")
      .withArgs(stranger.address);
  });
});

describe("Treasury.collectEarnings", () => {
  it("fetches what the platform earned, whoever calls", async () => {
    const parts = await loadFixture(market);
    const { treasury, services, vault, earnings, usdc, payer, gateway, settler, stranger } = parts;
    await treasury.actAsOwner(services.interface.encodeFunctionData("proposeTerms", [0n, TERMS]));
    await as(vault, payer).deposit(payer.address, gateway.address, 10n * USDC, NO_PERMIT);
    const rows = [await row(parts, { charged: USDC, quote: await quoteOf(services, 0n) })];
    await as(vault, settler).claim(gateway.address, rows, zeroHash);
    await time.increase(5n * DAY);
    const earned: bigint = await earnings.maturedOf(treasury, 0n);
    await as(treasury, stranger).collectEarnings();
    expect(earned).to.equal(950_000n);
    expect(await usdc.balanceOf(treasury)).to.equal(earned);
  });
});

describe("Treasury.publishReport", () => {
  it("puts a report's hash and place on record, for governance alone", async () => {
    const { treasury, stranger } = await loadFixture(market);
    const hash = keccak256(toHex("third quarter"));
    await expect(treasury.publishReport(hash, "https://stoa.example/q3.pdf"))
      .to.emit(treasury, "Report")
      .withArgs(hash, "https://stoa.example/q3.pdf");
    await expect(as(treasury, stranger).publishReport(hash, ""))
      .to.be.revertedWithCustomError(treasury, "AccessManagedUnauthorized")
      .withArgs(stranger.address);
  });
});

describe("Treasury.excludeVotes", () => {
  it("takes the treasury's tokens out of every quorum, those that come later as well", async () => {
    const { authority, admin, stranger } = await loadFixture(market);
    const stoa = await deploy<ContractOf<typeof stoaTokenAbi>>("StoaToken", [admin.address]);
    const args = [authority, stoa, admin.address, admin.address, admin.address];
    const treasury = await deploy<ContractOf<typeof treasuryAbi>>("Treasury", args);
    const excluded: string = await stoa.EXCLUDED();
    expect(await stoa.delegates(treasury)).to.equal(excluded);
    await as(treasury, stranger).excludeVotes();
    await stoa.transfer(treasury, 7n);
    expect(await stoa.getVotes(excluded)).to.equal(7n);
  });

  it("works for a token that is deployed after it", async () => {
    const { authority, admin, stranger } = await loadFixture(market);
    const nonce = await admin.signer.getNonce();
    const later = getCreateAddress({ from: admin.address, nonce: nonce + 1 });
    const args = [authority, later, admin.address, admin.address, admin.address];
    const treasury = await deploy<ContractOf<typeof treasuryAbi>>("Treasury", args);
    const stoa = await deploy<ContractOf<typeof stoaTokenAbi>>("StoaToken", [admin.address]);
    expect(await addressOf(stoa)).to.equal(later);
    await stoa.transfer(treasury, 7n);
    await as(treasury, stranger).excludeVotes();
    expect(await stoa.getVotes(await stoa.EXCLUDED())).to.equal(7n);
  });
});
