import { expect } from "chai";
import { hashTypedData, keccak256, toHex } from "viem";
import {
  agreementTypes,
  cancellationTypes,
  subscriptionsDomain,
  useTypes,
} from "../../../contracts/typed-data.ts";
import { addressOf, networkHelpers } from "../helpers/chain.ts";
import { agree, cancellation, subscribed } from "../helpers/subscription.ts";

const { loadFixture } = networkHelpers;

describe("what a subscriber signs", () => {
  it("hashes in TypeScript as in the contract", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, key, subscriptionId } = parts;
    const domain = subscriptionsDomain(31337, await addressOf(subscriptions));
    const [agreement] = await agree(parts);
    const [cancelled] = await cancellation(parts);
    const use = {
      subscriptionId,
      key: key.address,
      callId: keccak256(toHex("call")),
      validBefore: 1_900_000_000n,
    };
    expect(await subscriptions.hashAgreement(agreement)).to.equal(
      hashTypedData({
        domain,
        types: agreementTypes,
        primaryType: "SubscriptionAgreement",
        message: agreement,
      }),
    );
    expect(await subscriptions.hashCancellation(cancelled)).to.equal(
      hashTypedData({ domain, types: cancellationTypes, primaryType: "Cancellation", message: cancelled }),
    );
    expect(await subscriptions.hashUse(use)).to.equal(
      hashTypedData({ domain, types: useTypes, primaryType: "Use", message: use }),
    );
  });
});
