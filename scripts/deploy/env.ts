import { isAddress, isHex, type Account, type Address, type Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { deploymentPath } from "../../contracts/deployment.ts";
import { demoAccount, isDemoAddress } from "../start/accounts.ts";
import { LOCAL_FOUNDING, type Founding } from "./founding.ts";
import { readFounding } from "./read-founding.ts";

export const LOCAL_CHAIN = 31337;

export interface DeploySettings {
  readonly account: Account;
  /** Only local chains go without: they get a test token. */
  readonly usdc: Address | undefined;
  /** Whom the DAO begins with. */
  readonly founding: Founding;
  /** Where the deployment is written. */
  readonly file: string;
}

/**
 * Who deploys to `chainId`, with which stablecoin, and for whom. Throws naming every variable that is missing or malformed.
 * The local chain needs none: the demo's account 0 deploys, with a test token, for the demo's accounts.
 */
export function readSettings(chainId: number, env: NodeJS.ProcessEnv): DeploySettings {
  const { DEPLOYER_KEY: key, USDC_ADDRESS: usdc, DEPLOYMENT_FILE: file, FOUNDING: path } = env;
  const local = chainId === LOCAL_CHAIN;
  const founding = local || !path ? undefined : problemOr(() => readFounding(path));
  const problems = [
    ...(key === undefined ? [] : keyProblems(key, local)),
    ...(usdc === undefined || isAddress(usdc) ? [] : ["USDC_ADDRESS is not a checksummed address"]),
    ...(typeof founding === "string" ? [founding] : []),
    ...(local || key ? [] : ["DEPLOYER_KEY is not set (the private key that deploys)"]),
    ...(local || usdc ? [] : ["USDC_ADDRESS is not set (the chain's USDC)"]),
    ...(local || path
      ? []
      : ["FOUNDING is not set (a file that says whom the DAO begins with: see README.md)"]),
    ...(local && path ? ["FOUNDING is for other chains: on this one the demo's accounts are the DAO"] : []),
  ];
  if (problems.length > 0) throw new Error(`To deploy to chain ${chainId}: ${problems.join("; ")}.`);
  return {
    account: key === undefined ? demoAccount(0) : privateKeyToAccount(key as Hex),
    usdc: usdc as Address | undefined,
    founding: typeof founding === "object" ? founding : LOCAL_FOUNDING,
    file: file ?? deploymentPath(chainId),
  };
}

function keyProblems(key: string, local: boolean): string[] {
  if (!isHex(key) || key.length !== 66) return ["DEPLOYER_KEY is not a private key (0x and 64 hex digits)"];
  if (local || !isDemoAddress(privateKeyToAccount(key).address)) return [];
  return ["DEPLOYER_KEY is a demo account's, which everybody knows"];
}

function problemOr<Result>(read: () => Result): Result | string {
  try {
    return read();
  } catch (problem) {
    return (problem as Error).message;
  }
}
