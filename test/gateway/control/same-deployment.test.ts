import { expect } from "chai";
import { getAddress, numberToHex, type Address } from "viem";
import { deploymentSchema, type Deployment } from "../../../contracts/deployment.ts";
import { requireSameDeployment } from "../../../gateway/assembly/same-deployment.ts";
import { memoryStore } from "./memory.ts";

function deploymentOf(genesis: number, vault: number): Deployment {
  const at = (place: number): Address => getAddress(numberToHex(place, { size: 20 }));
  const names = Object.keys(deploymentSchema.shape.contracts.shape);
  const others = names.map((name, index) => [name, at(100 + index)] as const);
  return {
    chainId: 31337,
    genesisHash: numberToHex(genesis, { size: 32 }),
    startBlock: 1,
    contracts: { ...(Object.fromEntries(others) as Deployment["contracts"]), EscrowVault: at(vault) },
  };
}

describe("a gateway's store", () => {
  it("is taken by the first deployment, and opens for it again and again", async () => {
    const store = memoryStore();
    await requireSameDeployment(store, deploymentOf(1, 8));
    await requireSameDeployment(store, deploymentOf(1, 8));
  });

  for (const [what, other] of [
    ["a new chain of the same id", deploymentOf(2, 8)],
    ["a new vault on the same chain", deploymentOf(1, 11)],
  ] as const) {
    it(`is refused to ${what}, by both names`, async () => {
      const store = memoryStore();
      const own = deploymentOf(1, 8);
      await requireSameDeployment(store, own);
      const problem = await requireSameDeployment(store, other).catch(({ message }: Error) => message);
      expect(problem).to.equal(
        `the store belongs to chain 31337 (genesis ${own.genesisHash}, vault ${own.contracts.EscrowVault}), and this ` +
          `gateway works on chain 31337 (genesis ${other.genesisHash}, vault ${other.contracts.EscrowVault}). ` +
          "Give it another DATABASE_URL or STORE_DIR.",
      );
    });
  }
});
