/** What the control plane is built from. */
import type { Logger } from "pino";
import type { Address, Hex } from "viem";
import type { Deployment } from "../../contracts/deployment.ts";
import type { LiveCatalogue } from "../catalogue/live-catalogue.ts";
import type { Listing, ProbeResult } from "../catalogue/types.ts";
import type { ChainView } from "../chain/types.ts";
import type { KeyValueStore } from "../kv/types.ts";
import type { Ledger } from "../ledger/types.ts";
import type { ReviewRelay } from "../reviews/types.ts";
import type { PlansOf } from "../payment/offer.ts";
import type { PrepaidDesk } from "../prepaid/desk.ts";
import type { Endings } from "../prepaid/endings.ts";
import type { Settlement } from "../settlement/types.ts";
import type { CallerTokens } from "../upstream/types.ts";

/** What everybody may know of this gateway: the answer of /v1/config. */
export interface PublicConfig {
  readonly chainId: number;
  readonly genesisHash: string;
  /** First block that can hold an event of the contracts. */
  readonly startBlock: number;
  readonly contracts: Deployment["contracts"];
  readonly gateway: Address;
  readonly settler: Address;
  readonly receiptKey: Address;
  /** The vault's ERC-20. */
  readonly token: { readonly address: Address; readonly symbol: string; readonly decimals: number };
  /** Seconds after which a charge is claimed. */
  readonly claimAge: number;
  /** Seconds a voucher lives. */
  readonly voucherLife: number;
  /** Least sum worth a claim row, token base units. */
  readonly minRow: bigint;
  /** Which code checks signatures: `native` or the slower `javascript`. */
  readonly signatureBackend: string;
  readonly publicUrl: string;
  readonly mcpUrl: string;
  /** Paths on this origin. */
  readonly rpc: "/rpc";
  readonly graphql: "/graphql";
  /** True on the local chain, whose clock can be moved and whose claims can be flushed by anyone. */
  readonly local: boolean;
}

/** A part of the gateway as /health shows it. */
export interface StoreInfo {
  readonly kind: "pglite" | "postgres";
}

export interface ControlPlaneDeps {
  readonly config: PublicConfig;
  readonly chain: ChainView;
  readonly catalogue: LiveCatalogue;
  readonly ledger: Ledger;
  readonly tokens: CallerTokens;
  readonly store: KeyValueStore;
  readonly storeInfo: StoreInfo;
  readonly settlement: Pick<Settlement, "flush" | "status">;
  readonly reviews: ReviewRelay;
  /** Takes subscriptions and streams. */
  readonly prepaid: PrepaidDesk;
  /** Ends them by their payers' signatures. */
  readonly endings: Endings;
  /** Plans that can be subscribed to for a service. */
  readonly plansOf: PlansOf;
  readonly probe: (endpoint: string) => Promise<ProbeResult>;
  /** ERC-1271: whether the account's contract accepts the signature of a message. */
  readonly contractAccepts: (signer: Address, message: string, signature: Hex) => Promise<boolean>;
  /** Who may see what a service earns: its owner and its agent wallet, at latest; nobody's when there is no such service. */
  readonly holdersOf: (serviceId: bigint) => Promise<readonly Address[]>;
  /** JSON-RPC request to the chain's node, for the local clock and the local faucet. */
  readonly rpc: (method: string, params: readonly unknown[]) => Promise<unknown>;
  readonly rpcUrl: string;
  readonly indexUrl: string;
  /** Seconds a service may take to answer. */
  readonly toolTimeout: number;
  /** The x402 PaymentRequired of one tool of a service, as an unpaid call would get it. */
  readonly offer: (listing: Listing, tool: string) => Promise<unknown>;
  /** Where this gateway reaches itself. */
  readonly self: { readonly host: string; readonly port: number };
  readonly webDist: string;
  /** Largest request body, bytes. */
  readonly bodyLimit: number;
  readonly log: Logger;
}
