import { expect } from "chai";
import { outcomeOf, type Votes } from "../../indexer/proposal-state.ts";
import { whatWouldPass } from "../../web/src/lib/pass-rule.ts";

const STOA = 10n ** 18n;
/** A voice of one. */
const VOICE = 10n ** 9n;

/** An operations proposal with a quorum of 100 STOA and no ballots. */
const NONE: Votes = {
  role: 1n,
  quorum: 100n * STOA,
  approvalBps: 5_000,
  minVoices: 0,
  overridable: true,
  powerFor: 0n,
  powerAgainst: 0n,
  powerAbstain: 0n,
  voiceFor: 0n,
  voiceAgainst: 0n,
  voices: 0,
};

describe("what would pass a proposal", () => {
  it("is a quorum, power For and a voice, before anybody votes", () => {
    expect(whatWouldPass(NONE)).to.deep.equal([
      "100.00 STOA more power For or Abstain, for the quorum.",
      "Any power For.",
      "Any voice For; or, over their heads, 200.00 STOA more power For.",
    ]);
  });

  it("is nothing more once both houses are for it", () => {
    const votes = { ...NONE, powerFor: 100n * STOA, voiceFor: VOICE, voices: 1 };
    expect(outcomeOf(votes).passes).to.equal(true);
    expect(whatWouldPass(votes)).to.deep.equal([]);
  });

  it("names the power that outweighs what is Against, and what it names is enough and not too much", () => {
    const against = 60n * STOA;
    const votes = {
      ...NONE,
      approvalBps: 6_000,
      powerFor: 70n * STOA,
      powerAgainst: against,
      voiceFor: VOICE,
    };
    const abstained = { ...votes, powerAbstain: 30n * STOA };
    expect(whatWouldPass(abstained)).to.deep.equal([
      "20.00 STOA more power For, to outweigh the power Against.",
    ]);
    expect(outcomeOf({ ...abstained, powerFor: 90n * STOA }).passes).to.equal(true);
    expect(outcomeOf({ ...abstained, powerFor: 90n * STOA - 1n }).passes).to.equal(false);
  });

  it("rounds up what is needed: as much as it says is enough", () => {
    const votes = { ...NONE, approvalBps: 6_000, powerFor: 100n * STOA, powerAgainst: (10_001n * STOA) / 3n };
    const [needed] = whatWouldPass({ ...votes, voiceFor: VOICE });
    const [, more] = /^([\d,]+) STOA more/.exec(needed!)!;
    const powerFor = votes.powerFor + BigInt(more!.replaceAll(",", "")) * STOA;
    expect(outcomeOf({ ...votes, powerFor, voiceFor: VOICE }).passes).to.equal(true);
    expect(outcomeOf({ ...votes, powerFor: powerFor - STOA, voiceFor: VOICE }).passes).to.equal(false);
  });

  it("needs one base unit more than half where half is the line", () => {
    const tied = { ...NONE, powerFor: 100n * STOA, powerAgainst: 100n * STOA, voiceFor: VOICE };
    expect(whatWouldPass(tied)).to.have.length(1);
    expect(outcomeOf({ ...tied, powerFor: 100n * STOA + 1n }).passes).to.equal(true);
  });

  it("says how much louder For must be, or how much power goes over the voices' heads", () => {
    const stopped = { ...NONE, powerFor: 150n * STOA, voiceFor: VOICE, voiceAgainst: 4n * VOICE, voices: 2 };
    expect(whatWouldPass(stopped)).to.deep.equal([
      "3.01 more voice For; or, over their heads, 50.00 STOA more power For.",
    ]);
    expect(outcomeOf({ ...stopped, powerFor: 200n * STOA }).passes).to.equal(true);
  });

  it("does not offer a way over the voices where there is none", () => {
    const constitutional = { ...NONE, role: 0n, overridable: false, minVoices: 2, approvalBps: 6_670 };
    const stopped = { ...constitutional, powerFor: 900n * STOA, voiceAgainst: VOICE, voices: 2 };
    expect(whatWouldPass(stopped)).to.deep.equal([
      "1.01 more voice For. The voices cannot be overridden here.",
    ]);
  });

  it("asks four fifths and twice the quorum of a constitutional vote that few members take part in", () => {
    const few = { ...NONE, role: 0n, overridable: false, minVoices: 50, approvalBps: 6_670 };
    const votes = { ...few, powerFor: 300n * STOA, powerAgainst: 100n * STOA };
    expect(whatWouldPass(votes)).to.deep.equal([
      "Any voice For; or, over their heads, 100.00 STOA more power For.",
    ]);
    expect(outcomeOf({ ...votes, powerFor: 400n * STOA }).passes).to.equal(true);
  });
});
