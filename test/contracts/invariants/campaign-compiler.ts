/**
 * Compiles the campaigns by the legacy pipeline, in a fifth of the time that the IR's takes. They deploy the contracts from
 * the build's artifacts, which this does not touch; the tests that hold code of the contracts themselves are left as they are.
 */
import { globSync } from "node:fs";
import type { HardhatPlugin } from "hardhat/types/plugins";

/** They test a library, which is compiled into them. */
const OF_LIBRARIES = new Set(["FeeSplit.t.sol", "MaturingPurse.t.sol", "Voice.t.sol"]);

export const campaignCompiler: HardhatPlugin = {
  id: "campaign-compiler",
  hookHandlers: {
    config: () =>
      Promise.resolve({
        default: () =>
          Promise.resolve({
            resolveUserConfig: async (userConfig, resolveVariable, next) => {
              const config = await next(userConfig, resolveVariable);
              const { compilers, overrides } = config.solidity.profiles["default"]!;
              const [compiler] = compilers;
              const { viaIR: _, ...settings } = compiler!.settings;
              // One object for all: Hardhat compiles together what has the same.
              const legacy = { ...compiler!, settings };
              for (const path of globSync("**/*.sol", { cwd: import.meta.dirname })) {
                if (!OF_LIBRARIES.has(path)) overrides[`test/contracts/invariants/${path}`] = legacy;
              }
              return config;
            },
          }),
      }),
  },
};
