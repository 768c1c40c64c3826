/** Says what happens and on which day, and what is so afterwards; throws when it is not. */
import assert from "node:assert/strict";
import {
  BaseError,
  ContractFunctionRevertedError,
  decodeErrorResult,
  erc20Abi,
  formatUnits,
  type Abi,
  type Address,
} from "viem";
import type { Market } from "../market.ts";

const DAY = 86_400n;

export interface Token {
  readonly symbol: string;
  readonly address: Address;
  readonly decimals: number;
}

/** Whose balances are shown, as one, and by how many base units they change. */
export interface Change {
  readonly of: readonly Address[];
  readonly by: bigint;
}

/** A named error of a contract. Its arguments are compared when they are given. */
export interface Refusal {
  readonly abi: Abi;
  readonly error: string;
  readonly args?: readonly unknown[];
}

/** @param start From which days count, Unix seconds. */
export function openChronicle({ admin }: Market, start: bigint, say: (line: string) => void) {
  const balanceOf = async ({ address }: Token, accounts: readonly Address[]): Promise<bigint> => {
    const held = await Promise.all(
      accounts.map((account) =>
        admin.readContract({ address, abi: erc20Abi, functionName: "balanceOf", args: [account] }),
      ),
    );
    return held.reduce((sum, amount) => sum + amount, 0n);
  };

  return {
    tell,

    /** Something is so. */
    async holds(line: string, found: unknown, said: unknown): Promise<void> {
      await tell(line);
      assert.deepEqual(found, said, line);
    },

    /** Somebody tries something that is refused. */
    async refuses(line: string, attempt: Promise<unknown>, refusal: Refusal): Promise<void> {
      const { errorName, args } = await revertOf(attempt, refusal.abi);
      await tell(`${line} Refused: ${errorName}.`);
      assert.equal(errorName, refusal.error, line);
      if (refusal.args) assert.deepEqual(args, refusal.args, line);
    },

    /** Something moves a token. */
    async moves(
      line: string,
      token: Token,
      changes: Readonly<Record<string, Change>>,
      act: () => Promise<unknown>,
    ): Promise<void> {
      const parties = Object.entries(changes);
      const held = () => Promise.all(parties.map(([, { of }]) => balanceOf(token, of)));
      const before = await held();
      await act();
      const after = await held();
      await tell(line);
      for (const [i, [name, { by }]] of parties.entries()) {
        const [was, is] = [before[i]!, after[i]!];
        say(`    ${name.padEnd(24)}${written(was, token)} → ${written(is, token)} ${token.symbol}`);
        assert.equal(is - was, by, `${line} ${name}`);
      }
    },
  };

  async function tell(line: string): Promise<void> {
    const { timestamp } = await admin.getBlock();
    say(`day ${((timestamp - start) / DAY).toString().padStart(3)}  ${line}`);
  }
}

/** With separators, and no more decimals than it has. */
export function written(amount: bigint, { decimals }: Pick<Token, "decimals">): string {
  const [whole = "", fraction] = formatUnits(amount, decimals).split(".");
  const grouped = BigInt(whole).toLocaleString("en");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

async function revertOf(attempt: Promise<unknown>, abi: Abi) {
  const problem = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  );
  const reverted =
    problem instanceof BaseError
      ? problem.walk((cause) => cause instanceof ContractFunctionRevertedError)
      : undefined;
  if (!(reverted instanceof ContractFunctionRevertedError) || !reverted.raw) {
    throw new Error("It was not refused by a contract.", { cause: problem });
  }
  return decodeErrorResult({ abi, data: reverted.raw });
}
