import { expect } from "chai";
import { as, DAY, HOUR, networkHelpers, type Person } from "../helpers/chain.ts";
import { market, USDC, type Market } from "../helpers/market.ts";
import { bundleServices, makePlan, planOf, PlanState, type Plan } from "../helpers/subscription.ts";

const { loadFixture } = networkHelpers;

async function bundled() {
  const parts = await market();
  const services = await bundleServices(parts);
  return { ...parts, services_: services, planId: await makePlan(parts, { services }) };
}

async function stateOf({ subscriptions }: Market, planId: string): Promise<bigint> {
  return (await subscriptions.planOf(planId))[1];
}

describe("Subscriptions.makePlan", () => {
  it("opens a plan at once when its maker controls all its services", async () => {
    const parts = await loadFixture(market);
    const { subscriptions, publisher, service, other } = parts;
    const services = [
      { serviceId: service.serviceId, weight: 7_000n },
      { serviceId: other.serviceId, weight: 3_000n },
    ];
    const plan = planOf(parts, { services, notice: DAY });
    const planId = await subscriptions.planIdOf(plan);
    const tuple = [plan.name, plan.price, plan.period, plan.notice, plan.calls, plan.covers];
    await expect(as(subscriptions, publisher).makePlan(plan))
      .to.emit(subscriptions, "PlanMade")
      .withArgs(planId, service.serviceId, [...tuple, services.map((each) => Object.values(each))], 0n);
    const [found, state] = await subscriptions.planOf(planId);
    expect([...found].slice(0, 6)).to.deep.equal(["", ...tuple.slice(1)]);
    expect([...found.services].map((each: bigint[]) => [...each])).to.deep.equal(
      services.map((each) => Object.values(each)),
    );
    expect(state).to.equal(PlanState.Open);
  });

  it("refuses whoever does not control the home, and takes whom the owner approved", async () => {
    const parts = await loadFixture(market);
    const { subscriptions, services, publisher, stranger, service } = parts;
    await expect(as(subscriptions, stranger).makePlan(planOf(parts)))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsNotController")
      .withArgs(service.serviceId, stranger.address);
    await as(services, publisher).approve(stranger.address, service.serviceId);
    await as(subscriptions, stranger).makePlan(planOf(parts));
  });

  it("takes the figures at their bounds, and refuses them beyond", async () => {
    const parts = await loadFixture(market);
    const { subscriptions, publisher, service } = parts;
    const make = (changes: Partial<Plan>) => as(subscriptions, publisher).makePlan(planOf(parts, changes));
    const MOST = 1_000_000n * USDC;
    await make({ price: MOST, period: HOUR, notice: HOUR, name: "é".repeat(32) });
    await make({ price: 0n, period: 366n * DAY, calls: 1n, name: "x" });
    const refusals: [Partial<Plan>, string, unknown[]][] = [
      [{ name: "" }, "SubscriptionsPlanNameSize", [0n, 64n]],
      [{ name: "x".repeat(65) }, "SubscriptionsPlanNameSize", [65n, 64n]],
      [{ price: MOST + 1n }, "SubscriptionsPriceTooHigh", [MOST + 1n, MOST]],
      [{ period: HOUR - 1n }, "SubscriptionsPeriodOutOfBounds", [HOUR - 1n, HOUR, 366n * DAY]],
      [{ period: 366n * DAY + 1n }, "SubscriptionsPeriodOutOfBounds", [366n * DAY + 1n, HOUR, 366n * DAY]],
      [{ notice: 30n * DAY + 1n }, "SubscriptionsNoticeTooLong", [30n * DAY + 1n, 30n * DAY]],
      [{ calls: 0n }, "SubscriptionsNoCalls", []],
      [{ covers: 1n }, "SubscriptionsOnlyPlatformCovers", [service.serviceId, 1n]],
    ];
    for (const [changes, error, args] of refusals) {
      await expect(make(changes), error)
        .to.be.revertedWithCustomError(subscriptions, error)
        .withArgs(...args);
    }
  });

  it("refuses no services, too many, one twice, one without a part, and parts that do not sum", async () => {
    const parts = await loadFixture(market);
    const { subscriptions, publisher, service, other } = parts;
    const [first, second] = [service.serviceId, other.serviceId];
    const refusals: [Plan["services"], string, unknown[]][] = [
      [[], "SubscriptionsServiceCount", [0n, 16n]],
      [
        Array.from({ length: 17 }, (_, i) => ({ serviceId: BigInt(i), weight: 1n })),
        "SubscriptionsServiceCount",
        [17n, 16n],
      ],
      [
        [
          { serviceId: first, weight: 5_000n },
          { serviceId: first, weight: 5_000n },
        ],
        "SubscriptionsServiceTwice",
        [first],
      ],
      [
        [
          { serviceId: first, weight: 10_000n },
          { serviceId: second, weight: 0n },
        ],
        "SubscriptionsZeroWeight",
        [second],
      ],
      [[{ serviceId: first, weight: 9_999n }], "SubscriptionsWeightsSum", [9_999n, 10_000n]],
      [
        [
          { serviceId: first, weight: 9_999n },
          { serviceId: second, weight: 2n },
        ],
        "SubscriptionsWeightsSum",
        [10_001n, 10_000n],
      ],
    ];
    for (const [services, error, args] of refusals) {
      await expect(as(subscriptions, publisher).makePlan(planOf(parts, { services })), error)
        .to.be.revertedWithCustomError(subscriptions, error)
        .withArgs(...args);
    }
  });

  it("makes each plan once: its id is all that it says", async () => {
    const parts = await loadFixture(market);
    const { subscriptions, publisher } = parts;
    const planId = await makePlan(parts);
    await expect(as(subscriptions, publisher).makePlan(planOf(parts)))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsPlanKnown")
      .withArgs(planId);
    expect(await makePlan(parts, { name: "Monthly 2" })).not.to.equal(planId);
  });
});

describe("Subscriptions.acceptPlan", () => {
  it("opens a bundle when the last service has joined, and not before", async () => {
    const parts = await loadFixture(bundled);
    const { subscriptions, rival, planId, services_ } = parts;
    expect(await stateOf(parts, planId)).to.equal(PlanState.Proposed);
    await expect(as(subscriptions, rival).acceptPlan(planId, services_[2]!.serviceId))
      .to.emit(subscriptions, "PlanAccepted")
      .withArgs(planId, services_[2]!.serviceId, 0n);
    expect(await stateOf(parts, planId)).to.equal(PlanState.Open);
  });

  it("is each service's controller's alone: the maker of a bundle cannot join others to it", async () => {
    const parts = await loadFixture(bundled);
    const { subscriptions, publisher, rival, planId, services_, service } = parts;
    const theirs = services_[2]!.serviceId;
    await expect(as(subscriptions, publisher).acceptPlan(planId, theirs))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsNotController")
      .withArgs(theirs, publisher.address);
    await expect(as(subscriptions, rival).acceptPlan(planId, service.serviceId))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsAlreadyAccepted")
      .withArgs(planId, service.serviceId);
    await expect(as(subscriptions, rival).acceptPlan(planId, 0n))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsNotInPlan")
      .withArgs(planId, 0n);
    expect(await stateOf(parts, planId)).to.equal(PlanState.Proposed);
  });

  it("refuses a plan that waits for nobody", async () => {
    const parts = await loadFixture(bundled);
    const { subscriptions, rival, planId, services_ } = parts;
    const unknown = `0x${"ab".repeat(32)}`;
    const theirs = services_[2]!.serviceId;
    await expect(as(subscriptions, rival).acceptPlan(unknown, theirs))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsPlanNotProposed")
      .withArgs(unknown, PlanState.Unknown);
    await as(subscriptions, rival).acceptPlan(planId, theirs);
    await expect(as(subscriptions, rival).acceptPlan(planId, theirs))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsPlanNotProposed")
      .withArgs(planId, PlanState.Open);
  });
});

describe("Subscriptions.retirePlan", () => {
  it("is for the controller of any of its services: nobody has to serve for ever", async () => {
    const parts = await loadFixture(bundled);
    const { subscriptions, publisher, rival, stranger, planId, services_, service } = parts;
    const retire = (who: Person, serviceId: bigint) => as(subscriptions, who).retirePlan(planId, serviceId);
    await expect(retire(stranger, service.serviceId))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsNotController")
      .withArgs(service.serviceId, stranger.address);
    await expect(retire(rival, 0n))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsNotInPlan")
      .withArgs(planId, 0n);
    await expect(retire(rival, services_[2]!.serviceId))
      .to.emit(subscriptions, "PlanRetired")
      .withArgs(planId, services_[2]!.serviceId);
    expect(await stateOf(parts, planId)).to.equal(PlanState.Retired);
    await expect(retire(publisher, service.serviceId))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsAlreadyRetired")
      .withArgs(planId);
  });

  it("refuses a plan that was never made", async () => {
    const { subscriptions, publisher, service } = await loadFixture(bundled);
    const unknown = `0x${"ab".repeat(32)}`;
    await expect(as(subscriptions, publisher).retirePlan(unknown, service.serviceId))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsPlanUnknown")
      .withArgs(unknown);
  });
});

describe("the platform's plans", () => {
  it("are made and retired by the DAO, as the owner of service 0, and by nobody else", async () => {
    const parts = await loadFixture(market);
    const { subscriptions, treasury, stranger } = parts;
    const plan = planOf(parts, { covers: 5n, services: [{ serviceId: 0n, weight: 10_000n }] });
    const planId = await subscriptions.planIdOf(plan);
    const call = (name: string, args: unknown[]) => subscriptions.interface.encodeFunctionData(name, args);
    await expect(as(subscriptions, stranger).makePlan(plan))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsNotController")
      .withArgs(0n, stranger.address);
    const making = call("makePlan", [plan]);
    await expect(as(treasury, stranger).actAsOwner(making))
      .to.be.revertedWithCustomError(treasury, "AccessManagedUnauthorized")
      .withArgs(stranger.address);
    await expect(treasury.actAsOwner(making))
      .to.emit(treasury, "ActedAsOwner")
      .withArgs(making.slice(0, 10), making);
    expect(await stateOf(parts, planId)).to.equal(PlanState.Open);
    await treasury.actAsOwner(call("retirePlan", [planId, 0n]));
    expect(await stateOf(parts, planId)).to.equal(PlanState.Retired);
  });

  it("join service 0 to others' plans by the DAO's consent, and move no money", async () => {
    const parts = await loadFixture(market);
    const { subscriptions, treasury, service } = parts;
    const services = [
      { serviceId: service.serviceId, weight: 9_000n },
      { serviceId: 0n, weight: 1_000n },
    ];
    const planId = await makePlan(parts, { services });
    await treasury.actAsOwner(subscriptions.interface.encodeFunctionData("acceptPlan", [planId, 0n]));
    expect(await stateOf(parts, planId)).to.equal(PlanState.Open);
    for (const [name, args] of [
      ["renew", [planId]],
      ["cancel", [planId, await treasury.getAddress()]],
      ["multicall", [[]]],
    ] as const) {
      const data = subscriptions.interface.encodeFunctionData(name, args);
      await expect(treasury.actAsOwner(data))
        .to.be.revertedWithCustomError(treasury, "TreasuryOwnerCallRefused")
        .withArgs(data.slice(0, 10));
    }
  });
});
