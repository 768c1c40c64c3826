/** One sentence for each custom error, with its numbers. The type demands every error of every ABI: none can be forgotten. */
import { anonymousReviewSentences } from "./error-sentences/anonymous-reviews.ts";
import { authoritySentences } from "./error-sentences/authority.ts";
import { bountySentences } from "./error-sentences/bounties.ts";
import { buildingBlockSentences } from "./error-sentences/building-blocks.ts";
import { chargeDisputeSentences } from "./error-sentences/charge-disputes.ts";
import { courtSentences } from "./error-sentences/court.ts";
import { earningsSentences } from "./error-sentences/earnings.ts";
import { gatewaySentences } from "./error-sentences/gateways.ts";
import { governanceSentences } from "./error-sentences/governance.ts";
import { holderSentences } from "./error-sentences/holders.ts";
import { memberSentences } from "./error-sentences/members.ts";
import { reputationSentences } from "./error-sentences/reputation.ts";
import { serviceSentences } from "./error-sentences/services.ts";
import { streamSentences } from "./error-sentences/streams.ts";
import { subscriptionSentences } from "./error-sentences/subscriptions.ts";
import { tokenSentences } from "./error-sentences/tokens.ts";
import { treasurySentences } from "./error-sentences/treasury.ts";
import { vaultSentences } from "./error-sentences/vault.ts";
import type { Sentences } from "./error-sentences/sentences.ts";

export const errorSentences: Sentences = {
  ...anonymousReviewSentences,
  ...authoritySentences,
  ...bountySentences,
  ...buildingBlockSentences,
  ...chargeDisputeSentences,
  ...courtSentences,
  ...earningsSentences,
  ...gatewaySentences,
  ...governanceSentences,
  ...holderSentences,
  ...memberSentences,
  ...reputationSentences,
  ...serviceSentences,
  ...streamSentences,
  ...subscriptionSentences,
  ...tokenSentences,
  ...treasurySentences,
  ...vaultSentences,
};
