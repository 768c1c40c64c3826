import { expect } from "chai";
import { hashDomain, parseSignature } from "viem";
import { creditDomain } from "../../../contracts/typed-data.ts";
import { addressOf, as, deploy, networkHelpers } from "../helpers/chain.ts";
import { creditAt, exact, payToOf, type Exact } from "../helpers/exact.ts";
import { market, NO_PERMIT, USDC } from "../helpers/market.ts";

const { loadFixture } = networkHelpers;
const BYTES = "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)";
const PARTS =
  "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)";
const EXPIRED = 1n;
const USED = 4n;
const BAD_SIGNATURE = 5n;

/** $10 at the gateway, with its Credit and the service's PayTo open. */
async function opened() {
  const parts = await market();
  const { vault, doors, payer, gateway, service } = parts;
  await as(vault, payer).deposit(payer.address, gateway.address, 10n * USDC, NO_PERMIT);
  await doors.openCredit(gateway.address);
  await doors.openPayTo(service.serviceId, service.termsId, service.feeVersion);
  const credit = await creditAt(await doors.creditOf(gateway.address));
  return { ...parts, credit, payTo: await payToOf(parts, service) };
}
type Opened = Awaited<ReturnType<typeof opened>>;

const fields = (row: Exact, to: string) =>
  [row.from, to, row.value, row.validAfter, row.validBefore, row.nonce] as const;

function transfer({ credit, settler, payTo }: Opened, row: Exact, to: string = payTo, by = settler) {
  return as(credit, by).getFunction(BYTES)(...fields(row, to), row.signature);
}

describe("Credit", () => {
  it("looks like a token to a wallet: what can be spent at this gateway, in the token's decimals", async () => {
    const parts = await loadFixture(opened);
    const { vault, credit, payer, gateway } = parts;
    await as(vault, payer).thaw(gateway.address, 3n * USDC);
    expect(await credit.balanceOf(payer.address)).to.equal(7n * USDC);
    expect([await credit.name(), await credit.version(), await credit.symbol()]).to.deep.equal([
      "Stoa Credit",
      "1",
      "stoaUSDC",
    ]);
    expect(await credit.decimals()).to.equal(6n);
    expect(await credit.gateway()).to.equal(gateway.address);
    expect(await credit.DOMAIN_SEPARATOR()).to.equal(
      hashDomain({
        domain: { ...creditDomain(31337, await addressOf(credit)), chainId: 31337n },
        types: {
          EIP712Domain: [
            { name: "name", type: "string" },
            { name: "version", type: "string" },
            { name: "chainId", type: "uint256" },
            { name: "verifyingContract", type: "address" },
          ],
        },
      }),
    );
  });

  it("settles an authorisation with the signature as bytes, and logs the transfer that facilitators look for", async () => {
    const parts = await loadFixture(opened);
    const { vault, earnings, credit, payer, publisher, gateway, service, payTo } = parts;
    const row = await exact(parts, "one");
    const tx = transfer(parts, row);
    await expect(tx).to.emit(credit, "Transfer").withArgs(payer.address, payTo, USDC);
    await expect(tx).to.emit(credit, "AuthorizationUsed").withArgs(payer.address, row.nonce);
    await expect(tx).to.emit(vault, "ExactSettled");
    expect(await credit.authorizationState(payer.address, row.nonce)).to.equal(true);
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(9n * USDC);
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(950_000n);
  });

  it("settles one with the signature in parts", async () => {
    const parts = await loadFixture(opened);
    const { credit, settler, payer, payTo } = parts;
    const row = await exact(parts, "one");
    const { r, s, yParity } = parseSignature(row.signature);
    await as(credit, settler).getFunction(PARTS)(...fields(row, payTo), 27 + yParity, r, s);
    expect(await credit.balanceOf(payer.address)).to.equal(9n * USDC);
  });

  it("counts a nonce once over both forms and the batch", async () => {
    const parts = await loadFixture(opened);
    const { vault, credit, settler, gateway, payTo } = parts;
    const row = await exact(parts, "one");
    await as(vault, settler).settleExacts(gateway.address, [row]);
    const { r, s, yParity } = parseSignature(row.signature);
    for (const again of [
      () => transfer(parts, row),
      () => as(credit, settler).getFunction(PARTS)(...fields(row, payTo), 27 + yParity, r, s),
    ]) {
      await expect(again()).to.be.revertedWithCustomError(vault, "EscrowVaultExactRefused").withArgs(USED);
    }
  });

  it("is no way out for the payer: only the gateway's settler moves it, and to a PayTo alone", async () => {
    const parts = await loadFixture(opened);
    const { vault, credit, payer, gateway, stranger, payTo } = parts;
    await expect(transfer(parts, await exact(parts, "one"), payTo, payer))
      .to.be.revertedWithCustomError(vault, "EscrowVaultNotSettler")
      .withArgs(gateway.address, payer.address);
    const toSelf = await exact(parts, "two", { to: stranger.address });
    await expect(transfer(parts, toSelf, stranger.address))
      .to.be.revertedWithCustomError(credit, "CreditNotPayTo")
      .withArgs(stranger.address);
    const notPayTo = await addressOf(vault);
    await expect(transfer(parts, await exact(parts, "three", { to: notPayTo }), notPayTo))
      .to.be.revertedWithCustomError(credit, "CreditNotPayTo")
      .withArgs(notPayTo);
  });

  it("does not believe a contract that only says it is a PayTo", async () => {
    const parts = await loadFixture(opened);
    const { vault, service } = parts;
    const impostor = await addressOf(
      await deploy("ImpostorPayTo", [service.serviceId, service.termsId, service.feeVersion]),
    );
    await expect(transfer(parts, await exact(parts, "one", { to: impostor }), impostor))
      .to.be.revertedWithCustomError(vault, "EscrowVaultExactRefused")
      .withArgs(BAD_SIGNATURE);
    // Signed for the true PayTo, presented for the impostor.
    await expect(transfer(parts, await exact(parts, "two"), impostor))
      .to.be.revertedWithCustomError(parts.credit, "CreditNotPayTo")
      .withArgs(impostor);
  });

  it("refuses what a batch would skip, with the same reason", async () => {
    const parts = await loadFixture(opened);
    const { vault } = parts;
    await expect(transfer(parts, await exact(parts, "one", { changes: { validBefore: 1n } })))
      .to.be.revertedWithCustomError(vault, "EscrowVaultExactRefused")
      .withArgs(EXPIRED);
  });

  it("has no transfer and no approval", async () => {
    const { credit } = await loadFixture(opened);
    const names = credit.interface.fragments.map((fragment) => ("name" in fragment ? fragment.name : ""));
    expect(names).not.to.include.members(["transfer"]);
    expect(names).not.to.include.members(["approve"]);
  });

  it("speaks for its own gateway: the Credit of another cannot touch these accounts", async () => {
    const parts = await loadFixture(opened);
    const { vault, doors, settler, gateway, rival } = parts;
    await doors.openCredit(rival.address);
    const row = await exact(parts, "one");
    await expect(as(vault, settler).settleExact(gateway.address, settler.address, row))
      .to.be.revertedWithCustomError(vault, "EscrowVaultNotCredit")
      .withArgs(gateway.address, settler.address);
    const foreign = await creditAt(await doors.creditOf(rival.address));
    await expect(transfer({ ...parts, credit: foreign }, row))
      .to.be.revertedWithCustomError(vault, "EscrowVaultNotSettler")
      .withArgs(rival.address, settler.address);
  });
});

describe("Doors", () => {
  it("opens a gateway's Credit and a service's PayTo at the addresses it told before, once", async () => {
    const parts = await loadFixture(market);
    const { doors, gateway, service } = parts;
    const [credit, payTo] = [await doors.creditOf(gateway.address), await payToOf(parts, service)];
    await expect(doors.openCredit(gateway.address))
      .to.emit(doors, "CreditOpened")
      .withArgs(gateway.address, credit);
    const open = () => doors.openPayTo(service.serviceId, service.termsId, service.feeVersion);
    await expect(open()).to.emit(doors, "PayToOpened").withArgs(service.serviceId, service.termsHash, payTo);
    await expect(doors.openCredit(gateway.address)).not.to.emit(doors, "CreditOpened");
    await expect(open()).not.to.emit(doors, "PayToOpened");
  });
});
