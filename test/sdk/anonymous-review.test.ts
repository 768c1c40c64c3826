import { expect } from "chai";
import { createHash } from "node:crypto";
import { Identity } from "@semaphore-protocol/identity";
import { keccak256, toHex, type Hex } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { plainRating } from "../../sdk/reviews/anonymous-review.ts";
import { deriveIdentity, identityMessage, identityOf } from "../../sdk/reviews/derive-identity.ts";
import { joinWith, SignatureNotRepeatable } from "../../sdk/reviews/join-with.ts";
import { NotAMember } from "../../sdk/reviews/not-a-member.ts";
import { proveReview } from "../../sdk/reviews/prove-review.ts";
import { PROVING_KEY_FILES } from "../../sdk/reviews/proving-keys.ts";
import { readProvingKeys } from "../../sdk/reviews/read-proving-keys.ts";

const PURPOSE = {
  chainId: 31337,
  contract: "0x5FbDB2315678afecb367f032d93F642f64180aa3",
  serviceId: 3n,
  epoch: 695n,
} as const;

async function refused(act: () => Promise<unknown>): Promise<unknown> {
  try {
    await act();
  } catch (problem) {
    return problem;
  }
  throw new Error("it was not refused");
}

describe("an anonymous reviewer's identity", () => {
  const wallet = privateKeyToAccount(generatePrivateKey());
  const sign = (message: string) => wallet.signMessage({ message });

  it("comes back from the wallet that joined with it, with nothing kept meanwhile", async () => {
    const joined = await joinWith(PURPOSE, [], sign);
    const found = await deriveIdentity(PURPOSE, sign, { among: [7n, joined.commitment] });
    expect(found.export()).to.equal(joined.export());
  });

  it("is another one for each group, service, chain and contract", async () => {
    const others = [
      { ...PURPOSE, epoch: 696n },
      { ...PURPOSE, serviceId: 4n },
      { ...PURPOSE, chainId: 1 },
      { ...PURPOSE, contract: "0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512" as const },
    ];
    const messages = [PURPOSE, ...others].map((purpose) => identityMessage(purpose));
    expect(new Set(messages).size).to.equal(5);
    const secrets = await Promise.all(
      messages.map(async (message) => identityOf(await sign(message)).export()),
    );
    expect(new Set(secrets).size).to.equal(5);
  });

  it("goes past a commitment that somebody else has taken, and is found again", async () => {
    const copied = identityOf(await sign(identityMessage(PURPOSE))).commitment;
    const joined = await joinWith(PURPOSE, [copied], sign);
    expect(joined.commitment).not.to.equal(copied);
    const found = await deriveIdentity(PURPOSE, sign, { among: [joined.commitment] });
    expect(found.commitment).to.equal(joined.commitment);
  });

  it("is not made with a wallet that could not find it again", async () => {
    let times = 0;
    const fickle = async (message: string): Promise<Hex> => keccak256(toHex(`${message}${(times += 1)}`));
    expect(await refused(() => joinWith(PURPOSE, [], fickle))).to.be.instanceOf(SignatureNotRepeatable);
  });

  it("is nobody's of a group that the wallet has not joined", async () => {
    expect(await refused(() => deriveIdentity(PURPOSE, sign, { among: [1n, 2n] }))).to.be.instanceOf(
      NotAMember,
    );
  });
});

describe("the proof of an anonymous review", function () {
  this.timeout(120_000);
  const keys = readProvingKeys();

  it("is made with the files whose hashes are known", () => {
    for (const [name, { sha256 }] of Object.entries(PROVING_KEY_FILES)) {
      const bytes = keys[name as keyof typeof keys];
      expect(createHash("sha256").update(bytes).digest("hex"), name).to.equal(sha256);
    }
  });

  it("is refused to whoever is no member", async () => {
    const options = { ...PURPOSE, feedback: plainRating(50), keys, members: [1n, 2n, 3n] };
    const problem = await refused(() => proveReview({ ...options, identity: new Identity("stranger") }));
    expect(problem).to.be.instanceOf(NotAMember);
  });

  it("says how far it is, upwards to all of it, and leaves the same nullifier for other words", async () => {
    const identity = new Identity("reviewer");
    const members = [11n, identity.commitment, 13n];
    const steps: number[] = [];
    const options = { ...PURPOSE, identity, members, keys };
    const first = await proveReview({
      ...options,
      feedback: plainRating(50),
      onProgress: (done) => void steps.push(done),
    });
    expect(steps.length).to.be.greaterThan(5);
    expect(steps).to.deep.equal(steps.toSorted((a, b) => a - b));
    expect(steps.at(-1)).to.equal(1);
    const second = await proveReview({ ...options, feedback: plainRating(60) });
    expect(second.nullifier).to.equal(first.nullifier);
    const elsewhere = await proveReview({ ...options, epoch: 696n, feedback: plainRating(50) });
    expect(elsewhere.nullifier).not.to.equal(first.nullifier);
  });
});
