import { expect } from "chai";
import { concat, encodeAbiParameters, keccak256, type Hex } from "viem";
import { servicesProof, servicesRoot } from "../../sdk/services-root.ts";

/** OpenZeppelin's MerkleProof.processProof. */
function rootFrom(serviceId: bigint, proof: readonly Hex[]): Hex {
  const leaf = keccak256(keccak256(encodeAbiParameters([{ type: "uint256" }], [serviceId])));
  return proof.reduce(
    (node, sibling) => keccak256(concat(node < sibling ? [node, sibling] : [sibling, node])),
    leaf,
  );
}

describe("the tree of a key's services", () => {
  for (let count = 1; count <= 9; count += 1) {
    it(`proves each of ${count} services, and no other`, () => {
      const services = Array.from({ length: count }, (_, index) => BigInt(index * 3 + 1));
      const root = servicesRoot(services);
      for (const serviceId of services)
        expect(rootFrom(serviceId, servicesProof(services, serviceId) ?? [])).to.equal(root);
      expect(servicesProof(services, 2n)).to.equal(undefined);
    });
  }

  it("does not depend on the order or on repeats", () => {
    expect(servicesRoot([3n, 1n, 2n, 1n])).to.equal(servicesRoot([1n, 2n, 3n]));
  });

  it("has no root for no service: zero would mean all of them", () => {
    expect(() => servicesRoot([])).to.throw(TypeError, "a restricted key needs at least one service");
  });
});
