import { createRequire } from "node:module";
import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatEthersChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import { configVariable, defineConfig } from "hardhat/config";
import { countActions } from "./test/contracts/invariants/action-counts.ts";
import { campaignCompiler } from "./test/contracts/invariants/campaign-compiler.ts";

/**
 * Runs of each campaign: few in `npm test`, FUZZ_RUNS in `npm run fuzz`. Few enough to wait for, and so many that the rarest
 * action is done several times: a campaign fails when one never was. No seed makes a campaign draw the same again.
 */
const SHORT = 12;
const runs = Number(process.env.FUZZ_RUNS ?? SHORT);

// The compiler comes from the lock file: compiler downloads do not work everywhere.
const compiler = { version: "0.8.35", path: createRequire(import.meta.url).resolve("solc/soljson.js") };
const settings = { optimizer: { enabled: true, runs: 200 }, evmVersion: "cancun" };

/** Deployed unchanged. Not by way of the IR, which makes PoseidonT3 larger than a contract may be. */
const SEMAPHORE = [
  "@semaphore-protocol/contracts/Semaphore.sol",
  "@semaphore-protocol/contracts/base/SemaphoreVerifier.sol",
  "poseidon-solidity/PoseidonT3.sol",
];

export default defineConfig({
  plugins: [hardhatEthers, hardhatEthersChaiMatchers, hardhatMocha, hardhatNetworkHelpers, campaignCompiler],
  tasks: [countActions],
  solidity: {
    compilers: [{ ...compiler, settings: { ...settings, viaIR: true } }],
    overrides: Object.fromEntries(SEMAPHORE.map((file) => [file, { ...compiler, settings }])),
    npmFilesToBuild: SEMAPHORE,
  },
  networks: {
    // The chain of `npm start`: mines at once and every second, so that chain time follows the clock.
    local: {
      type: "edr-simulated",
      chainId: 31337,
      mining: { auto: true, interval: 1000 },
      allowBlocksWithSameTimestamp: true,
    },
    // The second EVM of `npm run anvil`, which sets the variable.
    anvil: { type: "http", url: configVariable("ANVIL_URL") },
  },
  test: {
    solidity: {
      fuzz: { runs: Math.max(128, 2 * runs) },
      invariant: { runs, depth: 500, shrinkRunLimit: runs > 100 ? 5_000 : 100 },
    },
  },
  paths: { tests: { mocha: "test/contracts", solidity: "test/contracts" } },
});
