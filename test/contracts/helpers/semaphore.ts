import { addressOf, deploy, ethers, type Callable } from "./chain.ts";

export type Semaphore = Callable<
  "createGroup" | "addMember" | "getMerkleTreeRoot" | "validateProof" | "groupCounter"
>;

/** Semaphore as it is deployed: with its verifier, and linked with its hash function. */
export async function deploySemaphore(): Promise<Semaphore> {
  const [verifier, poseidon] = [await deploy("SemaphoreVerifier"), await deploy("PoseidonT3")];
  const libraries = { PoseidonT3: await addressOf(poseidon) };
  return (await ethers.deployContract("Semaphore", [verifier], { libraries })) as unknown as Semaphore;
}
