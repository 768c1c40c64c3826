/** Every custom error that a Stoa contract or its token can revert with, from the generated ABIs. */
import type { ContractErrorArgs, ContractErrorName } from "viem";
import * as generated from "../../../contracts/generated.ts";

type ErrorItem = Extract<(typeof generated)[keyof typeof generated][number], { type: "error" }>;
export type ErrorAbi = readonly ErrorItem[];
export type ErrorName = ContractErrorName<ErrorAbi>;
export type ErrorArgs<name extends ErrorName> = ContractErrorArgs<ErrorAbi, name>;

export const errorAbi: ErrorAbi = Object.values(generated)
  .flat()
  .filter((item): item is ErrorItem => item.type === "error");
