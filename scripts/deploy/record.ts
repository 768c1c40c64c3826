import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { deploymentPath, type Deployment } from "../../contracts/deployment.ts";

/** Writes the deployment where the other parts read it. Whole or not at all: a reader never sees half a file. */
export function recordDeployment(deployment: Deployment, path = deploymentPath(deployment.chainId)): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, `${JSON.stringify(deployment, null, 2)}\n`);
  renameSync(`${path}.new`, path);
}
