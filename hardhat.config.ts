import { createRequire } from "node:module";
import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatEthersChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import { configVariable, defineConfig } from "hardhat/config";
import { countActions } from "./test/contracts/invariants/action-counts.ts";

/** FUZZ=long: half a million random actions instead of a few thousand. FUZZ_SEED (32 bytes, hex) draws others. */
const long = process.env.FUZZ === "long";

export default defineConfig({
  plugins: [hardhatEthers, hardhatEthersChaiMatchers, hardhatMocha, hardhatNetworkHelpers],
  tasks: [countActions],
  solidity: {
    version: "0.8.35",
    // The compiler comes from the lock file: compiler downloads do not work everywhere.
    path: createRequire(import.meta.url).resolve("solc/soljson.js"),
    settings: { viaIR: true, optimizer: { enabled: true, runs: 200 }, evmVersion: "cancun" },
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
      fuzz: { runs: long ? 20_000 : 128, seed: process.env.FUZZ_SEED },
      invariant: long
        ? { runs: 500, depth: 1_000, shrinkRunLimit: 5_000 }
        : { runs: 12, depth: 400, shrinkRunLimit: 100 },
    },
  },
  paths: { tests: { mocha: "test/contracts", solidity: "test/contracts" } },
});
