import assert from "node:assert/strict";
import { keccak256, toHex, zeroHash } from "viem";
import { reputationAbi, serviceRecordsAbi } from "../../contracts/generated.ts";
import { deploy } from "../deploy.ts";
import { usdc } from "./balances.ts";
import { DAY, USDC } from "./market.ts";
import type { Scenario } from "./scenario.ts";

const ALICE_PAYS = 200n * USDC;
const BOB_PAYS = 50n * USDC;
const RATE = 1_666n;

export const review: Scenario = {
  title:
    "Two clients review the service that they paid for: what they say weighs what the treasury has had of it, the publisher answers, and each is rewarded.",
  deploy,

  async set(market) {
    const serviceId = await market.list("shop/solc");
    await market.deposit(market.payer, ALICE_PAYS);
    await market.deposit(market.payer2, BOB_PAYS);
    return {
      market,
      payers: { Alice: market.payer, Bob: market.payer2 },
      publishers: { Paula: { person: market.publisher, serviceId } },
    };
  },

  async play({ market, publishers }, say) {
    const { payer: alice, payer2: bob, publisher, admin, deployment } = market;
    const { serviceId } = publishers.Paula!;
    const reputation = { address: deployment.contracts.Reputation, abi: reputationAbi } as const;
    const records = { address: deployment.contracts.ServiceRecords, abi: serviceRecordsAbi } as const;
    const gateway = market.gateway.account.address;
    const scoreOf = () => admin.readContract({ ...reputation, functionName: "scoreOf", args: [serviceId] });
    const rate = async (who: typeof alice, points: bigint, uri: string) => {
      const args = [serviceId, points, 0, "starred", "", "", uri, zeroHash] as const;
      await market.done(who.writeContract({ ...reputation, functionName: "giveFeedback", args }));
    };

    await market.claim([
      await market.row(alice, { serviceId, charged: ALICE_PAYS }),
      await market.row(bob, { serviceId, charged: BOB_PAYS }),
    ]);
    say(`Alice has paid ${usdc(ALICE_PAYS)} for calls, and Bob ${usdc(BOB_PAYS)}. 5 % of it is the fee.`);
    for (const who of [alice, bob]) {
      const { address } = who.account;
      const args = [address, serviceId, [{ gateway, key: address }]] as const;
      await market.done(market.settler.writeContract({ ...reputation, functionName: "collect", args }));
    }
    const [aliceWeight, bobWeight] = [(ALICE_PAYS * 3n) / 100n, (BOB_PAYS * 3n) / 100n];
    say(
      `The gateway has it counted: the treasury's part is ${usdc(aliceWeight)} of hers and ${usdc(bobWeight)} of his.`,
    );

    assert.deepEqual(await scoreOf(), [5_000, 0n, 0]);
    say("The service starts at 50 points, the prior, which weighs 10.");
    await rate(alice, 90n, "https://alice.example/review.json");
    await rate(bob, 20n, "https://bob.example/review.json");
    const sum = 90n * aliceWeight + 20n * bobWeight + 50n * 10n * USDC;
    const mean = Number((sum * 100n) / (aliceWeight + bobWeight + 10n * USDC));
    assert.deepEqual(await scoreOf(), [mean, aliceWeight + bobWeight, 2]);
    say(
      `Alice gives 90 points and Bob 20: the score is ${mean / 100}, with a weight of ${usdc(aliceWeight + bobWeight)}.`,
    );

    const answer = [
      serviceId,
      bob.account.address,
      1n,
      "https://paula.example/answer.json",
      keccak256(toHex("We have mended it.")),
    ] as const;
    await market.done(
      publisher.writeContract({ ...reputation, functionName: "appendResponse", args: answer }),
    );
    const helpful = [serviceId, bob.account.address, 1n, true] as const;
    await market.done(alice.writeContract({ ...reputation, functionName: "markHelpful", args: helpful }));
    say("Paula answers Bob, and Alice, who has paid as well, finds what he says helpful.");

    for (const [who, weight] of [
      [alice, aliceWeight],
      [bob, bobWeight],
    ] as const) {
      const { address } = who.account;
      const reward = (weight * RATE) / 10_000n;
      const client = [serviceId, address] as const;
      const owed = await admin.readContract({ ...reputation, functionName: "clientOf", args: client });
      assert.equal(owed.reward, reward);
      await market.done(who.writeContract({ ...reputation, functionName: "collectReward", args: client }));
      say(`${who === alice ? "Alice" : "Bob"} collects ${usdc(reward)}: the same part, whatever was said.`);
    }

    await market.done(
      bob.writeContract({ ...reputation, functionName: "revokeFeedback", args: [serviceId, 1n] }),
    );
    await rate(bob, 80n, "https://bob.example/second-review.json");
    const [, weight, count] = await scoreOf();
    assert.deepEqual([weight, count], [aliceWeight, 1]);
    say("Bob takes his review back and gives another, which weighs nothing: his fee is spent.");
    await market.pass(90 * DAY);
    assert.equal((await scoreOf())[1], aliceWeight / 2n);
    say(`Ninety days later Alice's review weighs half: ${usdc(aliceWeight / 2n)}.`);
    const { reviewed } = await admin.readContract({
      ...records,
      functionName: "standingOf",
      args: [serviceId],
    });
    assert.equal(reviewed, true);
  },
};
