import { as, DAY, networkHelpers, now } from "../../helpers/chain.ts";
import { ALICE_PERSON, enrolWith, EXIT_DELAY, MATURITY, membership } from "../../helpers/members.ts";
import { NO_PERMIT } from "../../helpers/market.ts";

const { time } = networkHelpers;

/** Alice is a member by credential and Bob by bond, both of age for some days. */
export async function grown() {
  const parts = await membership();
  await enrolWith(parts, parts.alice, ALICE_PERSON);
  await as(parts.members, parts.bob).enrol(NO_PERMIT);
  await time.increase(MATURITY + 3n * DAY);
  return parts;
}

/** Alice has started to leave. */
export async function leaving() {
  const parts = await grown();
  await as(parts.members, parts.alice).startExit();
  return { ...parts, exitAt: (await now()) + EXIT_DELAY };
}
