import { expect } from "chai";
import { encodeAbiParameters, keccak256, zeroAddress, zeroHash } from "viem";
import type { reputationAbi } from "../../../contracts/generated.ts";
import {
  addressOf,
  as,
  DAY,
  deploy,
  networkHelpers,
  now,
  type Callable,
  type ContractOf,
} from "../helpers/chain.ts";
import { exact } from "../helpers/exact.ts";
import { NO_PERMIT, REPUTATION, USDC } from "../helpers/market.ts";
import {
  earnCredit,
  PAID,
  paid,
  pay,
  reputed,
  REWARD_WINDOW,
  say,
  scoreOf,
  treasuryShareOf,
} from "../helpers/reputation.ts";
import { row, signedGrant } from "../helpers/sign.ts";

const { loadFixture, time } = networkHelpers;
const SHARE = treasuryShareOf(PAID);

/** A Reputation that also counts what a table says. */
async function tabled() {
  const parts = await reputed();
  const table = await deploy<Callable<"setFees">>("PaidFeesTable");
  const reputation = await deploy<ContractOf<typeof reputationAbi>>("Reputation", [
    parts.vault,
    parts.disputes,
    [table],
    parts.authority,
    REPUTATION,
    parts.anonymous,
  ]);
  return { ...parts, reputation, table };
}

describe("Reputation.collect", () => {
  it("counts what the treasury has had of a payer's fees, whoever asks, and starts the reward's clock", async () => {
    const parts = await loadFixture(reputed);
    const { reputation, service, alice, stranger } = parts;
    const key = await pay(parts, alice, PAID);
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    await expect(as(reputation, stranger).collect(alice.address, service.serviceId, [key]))
      .to.emit(reputation, "FeesCollected")
      .withArgs(alice.address, service.serviceId, SHARE, 0n, SHARE, SHARE, at + REWARD_WINDOW);
    expect([...(await reputation.clientOf(service.serviceId, alice.address))]).to.deep.equal([
      SHARE,
      SHARE,
      at + REWARD_WINDOW,
      0n,
      0n,
    ]);
  });

  it("counts each unit once, whatever is named twice or again, and goes on where it was", async () => {
    const parts = await loadFixture(reputed);
    const { reputation, service, alice } = parts;
    const key = await pay(parts, alice, PAID);
    await reputation.collect(alice.address, service.serviceId, [key, key]);
    await expect(reputation.collect(alice.address, service.serviceId, [key])).not.to.emit(
      reputation,
      "FeesCollected",
    );
    await earnCredit(parts, alice, 10n * USDC);
    const { credit } = await reputation.clientOf(service.serviceId, alice.address);
    expect(credit).to.equal(treasuryShareOf(PAID + 10n * USDC));
    expect(credit).to.equal(await parts.earnings.treasuryAccrued());
  });

  it("counts what a payer's session keys have paid, without the integrator's part", async () => {
    const parts = await loadFixture(reputed);
    const { reputation, vault, token, settler, gateway, service, alice, key, integrator } = parts;
    await as(token, alice).approve(vault, PAID);
    await as(vault, alice).deposit(alice.address, gateway.address, PAID, NO_PERMIT);
    await vault.grantKey(await signedGrant(parts, { integrator: integrator.address }));
    const claimed = await row(parts, { by: key, charged: PAID });
    await as(vault, settler).claim(gateway.address, [claimed], zeroHash);
    await reputation.collect(alice.address, service.serviceId, [
      { gateway: gateway.address, key: key.address },
    ]);
    const { credit } = await reputation.clientOf(service.serviceId, alice.address);
    // 50 % of 5 %, where nobody introduced the key 60 %.
    expect(credit).to.equal((PAID * 25n) / 1_000n);
    expect(credit).to.equal(await parts.earnings.treasuryAccrued());
  });

  it("keeps services, payers and ledgers apart", async () => {
    const parts = await loadFixture(reputed);
    const { reputation, service, other, alice, bob } = parts;
    const key = await pay(parts, alice, PAID);
    await reputation.collect(bob.address, service.serviceId, [key]);
    await reputation.collect(alice.address, other.serviceId, [key]);
    for (const [who, { serviceId }] of [
      [bob, service],
      [alice, other],
    ] as const) {
      expect((await reputation.clientOf(serviceId, who.address)).credit).to.equal(0n);
    }
  });

  it("gives none for plain x402 payments, of which no ledger names a payer", async () => {
    const parts = await loadFixture(reputed);
    const { reputation, vault, token, settler, gateway, service, alice } = parts;
    await as(token, alice).approve(vault, PAID);
    await as(vault, alice).deposit(alice.address, gateway.address, PAID, NO_PERMIT);
    await as(vault, settler).settleExacts(gateway.address, [await exact(parts, "one")]);
    expect(await parts.earnings.treasuryAccrued()).to.equal(treasuryShareOf(USDC));
    await reputation.collect(alice.address, service.serviceId, [
      { gateway: gateway.address, key: alice.address },
    ]);
    expect((await reputation.clientOf(service.serviceId, alice.address)).credit).to.equal(0n);
  });

  it("gives fresh fees a clock of their own: a little more moves it a little", async () => {
    const parts = await loadFixture(paid);
    const { reputation, service, alice } = parts;
    const first = await reputation.clientOf(service.serviceId, alice.address);
    await time.increase(10n * DAY);
    const key = await pay(parts, alice, PAID);
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    await reputation.collect(alice.address, service.serviceId, [key]);
    const second = await reputation.clientOf(service.serviceId, alice.address);
    expect(second.fresh).to.equal(2n * SHARE);
    expect(second.freshUntil).to.equal((first.freshUntil + at + REWARD_WINDOW) / 2n);
  });

  it("makes nothing fresh again whose time is over", async () => {
    const parts = await loadFixture(paid);
    const { reputation, service, alice } = parts;
    await time.increase(REWARD_WINDOW + 1n);
    await earnCredit(parts, alice, USDC);
    const client = await reputation.clientOf(service.serviceId, alice.address);
    expect(client.credit).to.equal(SHARE + treasuryShareOf(USDC));
    expect(client.fresh).to.equal(treasuryShareOf(USDC));
    expect(client.freshUntil).to.equal((await now()) + REWARD_WINDOW);
  });

  it("asks subscriptions and streams always, and marks each by itself", async () => {
    const parts = await loadFixture(tabled);
    const { reputation, table, service, alice } = parts;
    expect([...(await reputation.paidFees())]).to.deep.equal([await addressOf(table)]);
    await table.setFees(alice.address, service.serviceId, 700n);
    await reputation.collect(alice.address, service.serviceId, []);
    await table.setFees(alice.address, service.serviceId, 1_000n);
    await reputation.collect(alice.address, service.serviceId, []);
    expect((await reputation.clientOf(service.serviceId, alice.address)).credit).to.equal(1_000n);
    const ledgerId = keccak256(
      encodeAbiParameters(
        [{ type: "address" }, { type: "address" }, { type: "uint256" }],
        [await addressOf(table), alice.address, service.serviceId],
      ),
    );
    expect(await reputation.countedOf(ledgerId)).to.equal(1_000n);
    // A ledger that names a publisher's fees no more takes nothing back, and what it names again is not new.
    await table.setFees(alice.address, service.serviceId, 0n);
    await reputation.collect(alice.address, service.serviceId, []);
    await table.setFees(alice.address, service.serviceId, 1_000n);
    await reputation.collect(alice.address, service.serviceId, []);
    expect((await reputation.clientOf(service.serviceId, alice.address)).credit).to.equal(1_000n);
  });

  it("voids for good what an owner or a payee pays for his own service", async () => {
    const parts = await loadFixture(reputed);
    const { reputation, services, service, publisher, bob } = parts;
    const key = await pay(parts, publisher, PAID);
    await expect(reputation.collect(publisher.address, service.serviceId, [key]))
      .to.emit(reputation, "FeesVoided")
      .withArgs(publisher.address, service.serviceId, SHARE);
    // Not even when it is his no more.
    await as(services, publisher).transferFrom(publisher.address, bob.address, service.serviceId);
    await reputation.collect(publisher.address, service.serviceId, [key]);
    expect((await reputation.clientOf(service.serviceId, publisher.address)).credit).to.equal(0n);
  });

  it("refuses while the payer is the owner's operator, and takes nothing from him by it", async () => {
    const parts = await loadFixture(reputed);
    const { reputation, services, service, publisher, alice } = parts;
    const key = await pay(parts, alice, PAID);
    await as(services, publisher).approve(alice.address, service.serviceId);
    await expect(reputation.collect(alice.address, service.serviceId, [key]))
      .to.be.revertedWithCustomError(reputation, "ReputationOperator")
      .withArgs(service.serviceId, alice.address);
    // A publisher who makes his critic an operator for a moment has not silenced him.
    await as(services, publisher).approve(zeroAddress, service.serviceId);
    await reputation.collect(alice.address, service.serviceId, [key]);
    await say(parts, alice, { value: 0n });
    expect((await scoreOf(parts))[2]).to.equal(1n);
  });

  it("refuses a service that is not there", async () => {
    const { reputation, services, alice } = await loadFixture(reputed);
    await expect(reputation.collect(alice.address, 99n, []))
      .to.be.revertedWithCustomError(services, "ERC721NonexistentToken")
      .withArgs(99n);
  });
});
