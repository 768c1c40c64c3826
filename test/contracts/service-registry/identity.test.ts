import { expect } from "chai";
import { encodePacked, toHex, zeroAddress, type Address, type Hex, type LocalAccount } from "viem";
import { addressOf, as, DAY, deploy, ethers, networkHelpers, now, type Person } from "../helpers/chain.ts";
import { registry, type Registry } from "../helpers/listing.ts";

const { loadFixture, setCode, time } = networkHelpers;
const WALLET = "agentWallet";

interface Consent {
  agentId: bigint;
  newWallet: Address;
  owner: Address;
  deadline: bigint;
}

/** The new wallet's consent in the domain of the standard's reference implementation. */
async function consent({ services }: Registry, signer: LocalAccount, message: Consent): Promise<Hex> {
  return signer.signTypedData({
    domain: {
      name: "ERC8004IdentityRegistry",
      version: "1",
      chainId: 31337,
      verifyingContract: await addressOf(services),
    },
    types: {
      AgentWalletSet: [
        { name: "agentId", type: "uint256" },
        { name: "newWallet", type: "address" },
        { name: "owner", type: "address" },
        { name: "deadline", type: "uint256" },
      ],
    },
    primaryType: "AgentWalletSet",
    message,
  });
}

/** The rival's request to be paid at `newWallet`, signed by `signer`, with what `changes` says signed otherwise. */
async function setWallet(
  parts: Registry,
  newWallet: Address,
  signer: Person,
  changes: Partial<Consent> = {},
) {
  const { services, rival, agentId } = parts;
  const at = (await now()) + DAY;
  const message = { agentId, newWallet, owner: rival.address, deadline: at + 60n, ...changes };
  const signature = await consent(parts, signer.account, message);
  await time.setNextBlockTimestamp(at);
  return as(services, rival).setAgentWallet(agentId, newWallet, message.deadline, signature);
}

describe("ServiceRegistry as an ERC-8004 identity registry", () => {
  it("has the functions and events of the standard, word for word", async () => {
    const { services } = await loadFixture(registry);
    const functions = [
      "register()",
      "register(string)",
      "register(string,(string,bytes)[])",
      "setAgentURI(uint256,string)",
      "getMetadata(uint256,string)",
      "setMetadata(uint256,string,bytes)",
      "setAgentWallet(uint256,address,uint256,bytes)",
      "getAgentWallet(uint256)",
      "unsetAgentWallet(uint256)",
    ];
    for (const signature of functions) {
      expect(services.interface.getFunction(signature)?.format(), signature).to.equal(signature);
    }
    const events = [
      "event Registered(uint256 indexed agentId, string agentURI, address indexed owner)",
      "event URIUpdated(uint256 indexed agentId, string newURI, address indexed updatedBy)",
      "event MetadataSet(uint256 indexed agentId, string indexed indexedMetadataKey, string metadataKey, bytes metadataValue)",
    ];
    for (const event of events) {
      const name = /event (\w+)/.exec(event)?.[1] ?? "";
      expect(services.interface.getEvent(name)?.format("full")).to.equal(event);
    }
  });

  it("is an ERC-721 with ERC-4906", async () => {
    const { services } = await loadFixture(registry);
    for (const id of ["0x01ffc9a7", "0x80ac58cd", "0x5b5e139f", "0x49064906"]) {
      expect(await services.supportsInterface(id), id).to.equal(true);
    }
    expect(await services.supportsInterface("0xffffffff")).to.equal(false);
    expect([await services.name(), await services.symbol()]).to.deep.equal(["Stoa Service", "STOA-S"]);
  });

  it("gave id 0, the platform, to the treasury", async () => {
    const { services, treasury } = await loadFixture(registry);
    expect(await services.ownerOf(0n)).to.equal(await addressOf(treasury));
  });
});

describe("ServiceRegistry.register", () => {
  it("mints the next id to the caller, who is paid", async () => {
    const { services, stranger, agentId } = await loadFixture(registry);
    const id = agentId + 1n;
    const tx = as(services, stranger).getFunction("register()")();
    await expect(tx).to.emit(services, "Registered").withArgs(id, "", stranger.address);
    await expect(tx)
      .to.emit(services, "MetadataSet")
      .withArgs(id, WALLET, WALLET, stranger.address.toLowerCase());
    expect(await services.ownerOf(id)).to.equal(stranger.address);
    expect(await services.getAgentWallet(id)).to.equal(stranger.address);
    expect(await services.payeeOf(id)).to.equal(stranger.address);
  });

  it("keeps the URI of the registration file", async () => {
    const { services, stranger, agentId } = await loadFixture(registry);
    const uri = "ipfs://agent";
    await expect(as(services, stranger).getFunction("register(string)")(uri))
      .to.emit(services, "Registered")
      .withArgs(agentId + 1n, uri, stranger.address);
    expect(await services.tokenURI(agentId + 1n)).to.equal(uri);
  });

  it("keeps metadata", async () => {
    const { services, stranger, agentId } = await loadFixture(registry);
    const register = as(services, stranger).getFunction("register(string,(string,bytes)[])");
    await expect(register("", [{ metadataKey: "colour", metadataValue: toHex("red") }]))
      .to.emit(services, "MetadataSet")
      .withArgs(agentId + 1n, "colour", "colour", toHex("red"));
    expect(await services.getMetadata(agentId + 1n, "colour")).to.equal(toHex("red"));
  });

  it("refuses the reserved key among the metadata", async () => {
    const { services, stranger } = await loadFixture(registry);
    const register = as(services, stranger).getFunction("register(string,(string,bytes)[])");
    await expect(register("", [{ metadataKey: WALLET, metadataValue: stranger.address }]))
      .to.be.revertedWithCustomError(services, "ServiceRegistryReservedMetadata")
      .withArgs(WALLET);
  });
});

describe("ServiceRegistry.isAuthorizedOrOwner", () => {
  it("tells owner and operators from others, as the standard's reference has it", async () => {
    const { services, rival, stranger, payer, publisher, agentId } = await loadFixture(registry);
    await as(services, rival).setApprovalForAll(stranger.address, true);
    await as(services, rival).approve(payer.address, agentId);
    for (const who of [rival, stranger, payer]) {
      expect(await services.isAuthorizedOrOwner(who.address, agentId)).to.equal(true);
    }
    expect(await services.isAuthorizedOrOwner(publisher.address, agentId)).to.equal(false);
    await expect(services.isAuthorizedOrOwner(rival.address, 99n))
      .to.be.revertedWithCustomError(services, "ERC721NonexistentToken")
      .withArgs(99n);
  });
});

describe("ServiceRegistry.tenureOf", () => {
  it("counts the transfers, also one that comes back and one to oneself", async () => {
    const { services, rival, payer, agentId } = await loadFixture(registry);
    expect(await services.tenureOf(agentId)).to.equal(0n);
    await as(services, rival).transferFrom(rival.address, payer.address, agentId);
    await as(services, payer).transferFrom(payer.address, rival.address, agentId);
    await as(services, rival).transferFrom(rival.address, rival.address, agentId);
    expect(await services.tenureOf(agentId)).to.equal(3n);
  });
});

describe("ServiceRegistry.setAgentURI and setMetadata", () => {
  it("serve the owner, an operator for all and an operator for one", async () => {
    const { services, rival, stranger, payer, agentId } = await loadFixture(registry);
    await as(services, rival).setApprovalForAll(stranger.address, true);
    await as(services, rival).approve(payer.address, agentId);
    for (const who of [rival, stranger, payer]) {
      await expect(as(services, who).setAgentURI(agentId, who.address))
        .to.emit(services, "URIUpdated")
        .withArgs(agentId, who.address, who.address);
      expect(await services.tokenURI(agentId)).to.equal(who.address);
      await expect(as(services, who).setMetadata(agentId, "by", who.address))
        .to.emit(services, "MetadataSet")
        .withArgs(agentId, "by", "by", who.address.toLowerCase());
      expect(await services.getMetadata(agentId, "by")).to.equal(who.address.toLowerCase());
    }
  });

  it("refuse everybody else, and an agent that is not there", async () => {
    const { services, stranger, agentId } = await loadFixture(registry);
    for (const call of [
      () => as(services, stranger).setAgentURI(agentId, ""),
      () => as(services, stranger).setMetadata(agentId, "by", "0x"),
      () => as(services, stranger).unsetAgentWallet(agentId),
    ]) {
      await expect(call())
        .to.be.revertedWithCustomError(services, "ServiceRegistryNotController")
        .withArgs(agentId, stranger.address);
    }
    await expect(as(services, stranger).setAgentURI(99n, ""))
      .to.be.revertedWithCustomError(services, "ERC721NonexistentToken")
      .withArgs(99n);
  });

  it("refuse the reserved key: whoever could write it would be paid", async () => {
    const { services, rival, agentId } = await loadFixture(registry);
    await expect(as(services, rival).setMetadata(agentId, WALLET, rival.address))
      .to.be.revertedWithCustomError(services, "ServiceRegistryReservedMetadata")
      .withArgs(WALLET);
  });
});

describe("ServiceRegistry.setAgentWallet", () => {
  it("pays a wallet that signed its consent", async () => {
    const parts = await loadFixture(registry);
    const { services, stranger, agentId } = parts;
    const packed = encodePacked(["address"], [stranger.address]);
    await expect(setWallet(parts, stranger.address, stranger))
      .to.emit(services, "MetadataSet")
      .withArgs(agentId, WALLET, WALLET, packed);
    expect(await services.getAgentWallet(agentId)).to.equal(stranger.address);
    expect(await services.getMetadata(agentId, WALLET)).to.equal(packed);
    expect(await services.payeeOf(agentId)).to.equal(stranger.address);
  });

  it("pays a contract wallet that consents by ERC-1271", async () => {
    const parts = await loadFixture(registry);
    const { services, stranger, agentId } = parts;
    const wallet = await addressOf(await deploy("ContractWallet", [stranger.address]));
    await setWallet(parts, wallet, stranger);
    expect(await services.payeeOf(agentId)).to.equal(wallet);
  });

  it("takes the key's signature for an account that has code (EIP-7702)", async () => {
    const parts = await loadFixture(registry);
    const { services, stranger, agentId } = parts;
    await setCode(stranger.address, await ethers.provider.getCode(await deploy("BabblingWallet")));
    await setWallet(parts, stranger.address, stranger);
    expect(await services.payeeOf(agentId)).to.equal(stranger.address);
  });

  it("refuses a wallet that did not sign, or signed something else", async () => {
    const parts = await loadFixture(registry);
    const { services, rival, stranger, payer, agentId } = parts;
    const babbling = await addressOf(await deploy("BabblingWallet"));
    for (const [wallet, signer, changes] of [
      [stranger.address, rival, {}],
      [stranger.address, stranger, { agentId: 1n }],
      [stranger.address, stranger, { newWallet: rival.address }],
      [stranger.address, stranger, { owner: payer.address }],
      [zeroAddress, stranger, {}],
      [babbling, stranger, {}],
    ] as const) {
      await expect(setWallet(parts, wallet, signer, changes))
        .to.be.revertedWithCustomError(services, "ServiceRegistryWalletConsentMissing")
        .withArgs(agentId, wallet);
    }
  });

  it("refuses a consent that is over, or lies more than five minutes ahead", async () => {
    const parts = await loadFixture(registry);
    const { services, rival, stranger, agentId } = parts;
    for (const ahead of [-1n, 301n]) {
      const next = (await now()) + 10n;
      const deadline = next + ahead;
      const signature = await consent(parts, stranger.account, {
        agentId,
        newWallet: stranger.address,
        owner: rival.address,
        deadline,
      });
      await time.setNextBlockTimestamp(next);
      await expect(as(services, rival).setAgentWallet(agentId, stranger.address, deadline, signature))
        .to.be.revertedWithCustomError(services, "ServiceRegistryWalletDeadline")
        .withArgs(deadline, next, next + 300n);
    }
  });

  it("takes a consent of exactly five minutes, and one in its last second", async () => {
    const parts = await loadFixture(registry);
    const { services, stranger, agentId } = parts;
    for (const ahead of [300n, 0n]) {
      const next = (await now()) + 10n;
      const signature = await consent(parts, stranger.account, {
        agentId,
        newWallet: stranger.address,
        owner: parts.rival.address,
        deadline: next + ahead,
      });
      await time.setNextBlockTimestamp(next);
      const call = as(services, parts.rival);
      await call.setAgentWallet(agentId, stranger.address, next + ahead, signature);
      expect(await services.payeeOf(agentId)).to.equal(stranger.address);
    }
  });

  it("is for who controls the service, whatever the wallet signed", async () => {
    const parts = await loadFixture(registry);
    const { services, rival, stranger, agentId } = parts;
    const deadline = (await now()) + 60n;
    const message = { agentId, newWallet: stranger.address, owner: rival.address, deadline };
    const signature = await consent(parts, stranger.account, message);
    await expect(as(services, stranger).setAgentWallet(agentId, stranger.address, deadline, signature))
      .to.be.revertedWithCustomError(services, "ServiceRegistryNotController")
      .withArgs(agentId, stranger.address);
  });
});

describe("ServiceRegistry.payeeOf", () => {
  it("is the owner once the wallet is unset", async () => {
    const parts = await loadFixture(registry);
    const { services, rival, stranger, agentId } = parts;
    await setWallet(parts, stranger.address, stranger);
    expect(await services.publisherOf(agentId)).to.deep.equal([rival.address, stranger.address]);
    await expect(as(services, rival).unsetAgentWallet(agentId))
      .to.emit(services, "MetadataSet")
      .withArgs(agentId, WALLET, WALLET, "0x");
    expect(await services.getAgentWallet(agentId)).to.equal(zeroAddress);
    expect(await services.getMetadata(agentId, WALLET)).to.equal("0x");
    expect(await services.payeeOf(agentId)).to.equal(rival.address);
    expect(await services.publisherOf(agentId)).to.deep.equal([rival.address, rival.address]);
  });

  it("is the buyer after a sale: the transfer clears the seller's wallet", async () => {
    const parts = await loadFixture(registry);
    const { services, rival, stranger, payer, agentId } = parts;
    await setWallet(parts, stranger.address, stranger);
    await expect(as(services, rival).transferFrom(rival.address, payer.address, agentId))
      .to.emit(services, "MetadataSet")
      .withArgs(agentId, WALLET, WALLET, "0x");
    expect(await services.getAgentWallet(agentId)).to.equal(zeroAddress);
    expect(await services.payeeOf(agentId)).to.equal(payer.address);
  });

  it("is nobody for a service that is not there", async () => {
    const { services } = await loadFixture(registry);
    await expect(services.payeeOf(99n))
      .to.be.revertedWithCustomError(services, "ERC721NonexistentToken")
      .withArgs(99n);
  });
});
