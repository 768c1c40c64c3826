/** The deployment that this process indexes. */
import { readDeployment } from "../contracts/deployment.ts";
import { addressBook } from "./address-book.ts";
import { readEnv } from "./env.ts";

export const env = readEnv(process.env);
export const { contracts, startBlock } = readDeployment(env.CHAIN_ID, env.DEPLOYMENT_FILE);
export const book = addressBook(contracts);
