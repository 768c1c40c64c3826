import { createConfig, mergeAbis } from "ponder";
import { erc721Abi } from "viem";
import { readDeployment } from "../contracts/deployment.ts";
import {
  chargeDisputesAbi,
  doorsAbi,
  earningsAbi,
  escrowVaultAbi,
  feeScheduleAbi,
  forcedClaimsAbi,
  gatewayRegistryAbi,
  serviceRecordsAbi,
  serviceRegistryAbi,
  treasuryAbi,
} from "../contracts/generated.ts";
import { readEnv } from "./env.ts";

const env = readEnv(process.env);
const { contracts, startBlock } = readDeployment(env.CHAIN_ID, env.DEPLOYMENT_FILE);
const on = { chain: "stoa", startBlock } as const;

export default createConfig({
  database: env.DATABASE_URL
    ? { kind: "postgres", connectionString: env.DATABASE_URL }
    : { kind: "pglite", directory: env.STOA_INDEX_DIR },
  chains: {
    stoa: { id: env.CHAIN_ID, rpc: env.RPC_URL, pollingInterval: env.POLLING_INTERVAL },
  },
  contracts: {
    ServiceRegistry: {
      ...on,
      abi: mergeAbis([serviceRegistryAbi, erc721Abi]),
      address: contracts.ServiceRegistry,
    },
    ServiceRecords: { ...on, abi: serviceRecordsAbi, address: contracts.ServiceRecords },
    GatewayRegistry: { ...on, abi: gatewayRegistryAbi, address: contracts.GatewayRegistry },
    FeeSchedule: { ...on, abi: feeScheduleAbi, address: contracts.FeeSchedule },
    EscrowVault: { ...on, abi: escrowVaultAbi, address: contracts.EscrowVault },
    Earnings: { ...on, abi: earningsAbi, address: contracts.Earnings },
    ForcedClaims: { ...on, abi: forcedClaimsAbi, address: contracts.ForcedClaims },
    ChargeDisputes: { ...on, abi: chargeDisputesAbi, address: contracts.ChargeDisputes },
    Doors: { ...on, abi: doorsAbi, address: contracts.Doors },
    Treasury: { ...on, abi: treasuryAbi, address: contracts.Treasury },
  },
});
