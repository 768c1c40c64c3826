/** What the demo's agents want: each errand is a search, and one call that a working program might really make. */
import { encodeFunctionData, erc20Abi, parseUnits, type Address } from "viem";

export interface Errand {
  /** For search_services. */
  readonly query: string;
  readonly tool: string;
  /** `draw` gives the next random number from 0 to below 1. */
  arguments(draw: () => number): Record<string, unknown>;
}

export const ERRANDS: readonly Errand[] = [
  {
    query: "solidity",
    tool: "compile",
    arguments: (draw) => ({
      source: tokenSource(pick(NAMES, draw)),
      optimizer: { runs: pick([1, 200, 10_000], draw) },
    }),
  },
  {
    query: "solidity",
    tool: "warnings",
    arguments: (draw) => ({
      source: `pragma solidity ^0.8.20;\ncontract Draft { function ${pick(NAMES, draw).toLowerCase()}() external { uint256 unused; } }`,
    }),
  },
  {
    query: "solidity",
    tool: "bytecode_size",
    arguments: (draw) => ({ source: tokenSource(pick(NAMES, draw)), viaIR: draw() < 0.3 }),
  },
  {
    query: "chart",
    tool: "render",
    arguments: (draw) => ({
      type: pick(["line", "bar", "area"], draw),
      title: `${pick(NAMES, draw)}: orders this week`,
      labels: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
      series: [{ name: "orders", values: Array.from({ length: 7 }, () => Math.round(20 + draw() * 80)) }],
      formats: ["png"],
    }),
  },
  {
    query: "chart",
    tool: "render",
    arguments: (draw) => ({
      type: "donut",
      title: `${pick(NAMES, draw)}: where the budget goes`,
      labels: ["Compute", "Data", "Tools", "People"],
      series: [{ name: "share", values: Array.from({ length: 4 }, () => Math.round(5 + draw() * 40)) }],
      formats: ["png"],
    }),
  },
  {
    query: "scratchpad",
    tool: "query",
    arguments: (draw) => ({
      sql: [
        "CREATE TABLE IF NOT EXISTS visit (day date, page text, hits int)",
        `INSERT INTO visit SELECT current_date - n, '/${pick(NAMES, draw).toLowerCase()}', ${Math.round(draw() * 500)} FROM generate_series(0, 6) n`,
        "DELETE FROM visit WHERE ctid NOT IN (SELECT ctid FROM visit LIMIT 500)",
        "SELECT page, sum(hits) AS hits FROM visit GROUP BY page ORDER BY hits DESC LIMIT 5",
      ],
    }),
  },
  { query: "scratchpad", tool: "tables", arguments: () => ({}) },
  {
    query: "chain",
    tool: "decode_calldata",
    arguments: (draw) => {
      const to = `0x${Math.floor(draw() * 2 ** 48)
        .toString(16)
        .padStart(40, "0")}` as Address;
      const value = parseUnits((draw() * 100).toFixed(2), 6);
      return { data: encodeFunctionData({ abi: erc20Abi, functionName: "transfer", args: [to, value] }) };
    },
  },
  { query: "chain", tool: "block", arguments: () => ({}) },
];

const NAMES = ["Olive", "Amphora", "Trireme", "Agora", "Laurel", "Lyre", "Delphi"] as const;

function tokenSource(name: string): string {
  return `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
contract ${name} is ERC20 {
    constructor() ERC20("${name}", "${name.slice(0, 3).toUpperCase()}") { _mint(msg.sender, 1e24); }
}
`;
}

function pick<Item>(items: readonly Item[], draw: () => number): Item {
  const item = items[Math.floor(draw() * items.length)];
  if (item === undefined) throw new RangeError("draw gives a number from 0 to below 1");
  return item;
}
