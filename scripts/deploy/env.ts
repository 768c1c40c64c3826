import { isAddress, isHex, type Account, type Address, type Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { deploymentPath } from "../../contracts/deployment.ts";
import { demoAccount } from "../start/accounts.ts";

export const LOCAL_CHAIN = 31337;

export interface DeploySettings {
  readonly account: Account;
  /** Only local chains go without: they get a test token. */
  readonly usdc: Address | undefined;
  /** Where the deployment is written. */
  readonly file: string;
}

/**
 * Who deploys to `chainId`, and with which stablecoin. Throws naming every variable that is missing or malformed.
 * The local chain needs none: the demo's account 0 deploys, with a test token.
 */
export function readSettings(chainId: number, env: NodeJS.ProcessEnv): DeploySettings {
  const { DEPLOYER_KEY: key, USDC_ADDRESS: usdc, DEPLOYMENT_FILE: file } = env;
  const problems = [
    ...(key === undefined
      ? []
      : isKey(key)
        ? []
        : ["DEPLOYER_KEY is not a private key (0x and 64 hex digits)"]),
    ...(usdc === undefined || isAddress(usdc) ? [] : ["USDC_ADDRESS is not a checksummed address"]),
    ...(chainId === LOCAL_CHAIN || key ? [] : ["DEPLOYER_KEY is not set (the private key that deploys)"]),
    ...(chainId === LOCAL_CHAIN || usdc ? [] : ["USDC_ADDRESS is not set (the chain's USDC)"]),
  ];
  if (problems.length > 0) throw new Error(`To deploy to chain ${chainId}: ${problems.join("; ")}.`);
  return {
    account: key === undefined ? demoAccount(0) : privateKeyToAccount(key as Hex),
    usdc: usdc as Address | undefined,
    file: file ?? deploymentPath(chainId),
  };
}

function isKey(value: string): value is Hex {
  return isHex(value) && value.length === 66;
}
