import { expect } from "chai";
import { keccak256, toHex, zeroAddress, zeroHash } from "viem";
import { as, networkHelpers } from "../helpers/chain.ts";
import { reviewed, star } from "../helpers/reputation.ts";

const { loadFixture } = networkHelpers;
const URI = "https://acme.example/answer.json";
const HASH = keccak256(toHex("an answer"));

describe("Reputation.appendResponse", () => {
  it("tells the publisher's answer from a stranger's", async () => {
    const { reputation, service, alice, publisher, stranger } = await loadFixture(reviewed);
    const answer = as(reputation, publisher).appendResponse(service.serviceId, alice.address, 1n, URI, HASH);
    await expect(answer)
      .to.emit(reputation, "ResponseAppended")
      .withArgs(service.serviceId, alice.address, 1n, publisher.address, URI, HASH);
    await expect(answer)
      .to.emit(reputation, "PublisherAnswered")
      .withArgs(service.serviceId, alice.address, 1n, publisher.address, 0n);
    const other = as(reputation, stranger).appendResponse(
      service.serviceId,
      alice.address,
      1n,
      URI,
      zeroHash,
    );
    await expect(other)
      .to.emit(reputation, "ResponseAppended")
      .withArgs(service.serviceId, alice.address, 1n, stranger.address, URI, zeroHash);
    await expect(other).not.to.emit(reputation, "PublisherAnswered");
  });

  it("refuses feedback that is not there, and an answer that is nowhere", async () => {
    const { reputation, service, alice, publisher } = await loadFixture(reviewed);
    const call = as(reputation, publisher);
    for (const index of [0n, 2n]) {
      await expect(call.appendResponse(service.serviceId, alice.address, index, URI, HASH))
        .to.be.revertedWithCustomError(reputation, "ReputationUnknownFeedback")
        .withArgs(service.serviceId, alice.address, index, 1n);
    }
    await expect(
      call.appendResponse(service.serviceId, alice.address, 1n, "", HASH),
    ).to.be.revertedWithCustomError(reputation, "ReputationEmptyResponse");
  });
});

describe("Reputation.getResponseCount", () => {
  it("counts the answers of some or of all, to one, to a client, or to everybody", async () => {
    const parts = await loadFixture(reviewed);
    const { reputation, service, alice, bob, publisher, stranger } = parts;
    await star(parts, alice, 10n);
    await star(parts, bob, 10n);
    for (const [who, client, index] of [
      [publisher, alice, 1n],
      [publisher, alice, 1n],
      [stranger, alice, 1n],
      [stranger, alice, 2n],
      [publisher, bob, 1n],
    ] as const) {
      await as(reputation, who).appendResponse(service.serviceId, client.address, index, URI, HASH);
    }
    const count = (client: string, index: bigint, ...responders: readonly string[]) =>
      reputation.getResponseCount(service.serviceId, client, index, responders);
    expect(await count(alice.address, 1n)).to.equal(3n);
    expect(await count(alice.address, 1n, publisher.address)).to.equal(2n);
    expect(await count(alice.address, 1n, publisher.address, stranger.address)).to.equal(3n);
    expect(await count(alice.address, 0n)).to.equal(4n);
    expect(await count(alice.address, 0n, stranger.address)).to.equal(2n);
    expect(await count(zeroAddress, 0n)).to.equal(5n);
    expect(await count(zeroAddress, 1n, publisher.address)).to.equal(3n);
    expect(await count(bob.address, 2n)).to.equal(0n);
  });
});
