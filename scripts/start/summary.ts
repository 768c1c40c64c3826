/** What a person can do now: printed once, when everything is ready. */
import { LOCAL_CHAIN } from "../deploy/env.ts";
import { DEMO_ROLES, demoAccount } from "./accounts.ts";
import { megabytes } from "./memory.ts";
import type { Stack } from "./stack.ts";

export function summary(stack: Stack): string {
  const peaks = [...stack.peaks()];
  const sum = peaks.reduce((all, [, bytes]) => all + bytes, 0);
  const lines = [
    "",
    `Ready after ${(stack.took / 1000).toFixed(1)} s.`,
    ...(peaks.length > 0
      ? [
          `Peak memory ${megabytes(sum)}: ${peaks.map(([name, bytes]) => `${name} ${megabytes(bytes)}`).join(", ")}.`,
        ]
      : []),
    "",
    `  Site      ${stack.siteUrl}`,
    `  MCP       ${stack.siteUrl}/mcp  (search the market; each service is at /mcp/{namespace}/{name})`,
    `  GraphQL   ${stack.siteUrl}/graphql`,
    `  Chain     ${stack.chainId} at ${stack.rpcUrl}`,
    ...(stack.chainId === LOCAL_CHAIN ? demo(stack) : []),
    "",
    "  Ctrl-C stops everything.",
  ];
  return lines.join("\n");
}

function demo({ siteUrl }: Stack): string[] {
  return [
    "",
    "  Demo accounts (Hardhat's public mnemonic: worth nothing on any other chain)",
    ...DEMO_ROLES.map(([index, role]) => `    ${index}  ${demoAccount(index).address}  ${role}`),
    "",
    "  Connect an MCP client:",
    `    claude mcp add --transport http stoa ${siteUrl}/mcp`,
    "  Buy a call as the demo consumer:",
    `    npm run call -- ${gatewayFlag(siteUrl)}stoa/solidity compile '{"source":"contract Hello { uint256 public count; }"}'`,
  ];
}

/** What the command has to be told when the gateway is not where it looks by itself. */
function gatewayFlag(siteUrl: string): string {
  return siteUrl === "http://localhost:4000" ? "" : `--gateway ${siteUrl} `;
}
