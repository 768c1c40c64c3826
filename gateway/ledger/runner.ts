import type { Operation, OperationResult } from "./operations.ts";
import type { ReserveRequest, ReserveResult } from "./types.ts";

/** Who decides about operations and makes them last. */
export interface Runner {
  /** A batch as one commit: what it resolves to is stored. */
  run(operations: readonly Operation[]): Promise<OperationResult[]>;
  /** Decides at once what needs nothing from the database; undefined when `run` has to. */
  reserveAtOnce(request: ReserveRequest): ReserveResult | undefined;
  /** Whether there is anything that the database does not show; the operation `keep` writes it. */
  readonly ahead: boolean;
}
