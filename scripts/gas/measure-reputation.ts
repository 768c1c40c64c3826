/**
 * Gas of what reviewers and those who answer them do, for a service that somebody has reviewed before. "First" writes a client's
 * slots for the first time, and the period's.
 */
import { keccak256, toHex } from "viem";
import { as } from "../../test/contracts/helpers/chain.ts";
import { USDC } from "../../test/contracts/helpers/market.ts";
import { pay, reputed, say, type LedgerKey } from "../../test/contracts/helpers/reputation.ts";
import type { Measurements } from "./measure.ts";

/** As a client writes it: where he called, and a file with more that its URI names by content. */
const WORDS = {
  value: 80n,
  endpoint: "https://acme.example/mcp",
  uri: "ipfs://bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku",
} as const;

export async function measureReputation(): Promise<Measurements> {
  const parts = await reputed();
  const { reputation, service, alice, bob, publisher } = parts;
  const collect = async (key: LedgerKey, payer = alice) =>
    used(reputation.collect(payer.address, service.serviceId, [key]));
  const earn = async (payer = alice) => collect(await pay(parts, payer, 10n * USDC), payer);

  await say(parts, bob, WORDS);
  const collectFirst = await earn();
  const first = await used(say(parts, alice, WORDS));
  const collectLater = await earn();
  const later = await used(say(parts, alice, WORDS));
  await earn(bob);
  const respond = async () =>
    used(
      as(reputation, publisher).appendResponse(
        service.serviceId,
        alice.address,
        1n,
        "https://acme.example/answers/1.json",
        keccak256(toHex("an answer")),
      ),
    );
  return {
    "collect fees of one ledger, first": collectFirst,
    "collect fees of one ledger, later": collectLater,
    "feedback with weight, first": first,
    "feedback with weight, later": later,
    "feedback without weight": await used(say(parts, alice, { ...WORDS, tag1: "uptime", tag2: "day" })),
    "feedback answered, first": await respond(),
    "feedback answered, later": await respond(),
    "feedback marked helpful": await used(
      as(reputation, bob).markHelpful(service.serviceId, alice.address, 1n, true),
    ),
    "feedback revoked": await used(as(reputation, alice).revokeFeedback(service.serviceId, 1n)),
    "reward collected": await used(as(reputation, alice).collectReward(service.serviceId, alice.address)),
  };
}

async function used(sending: Promise<{ wait(): Promise<{ gasUsed: bigint }> }>): Promise<number> {
  return Number((await (await sending).wait()).gasUsed);
}
