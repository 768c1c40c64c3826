/**
 * A gateway's data plane in a process of its own, to be killed: `node gateway-child.ts <json>`. Says where it serves on
 * one line.
 */
import { emptyAccount } from "../../helpers/chain-view.ts";
import { openStore } from "../../../gateway/store/open-store.ts";
import { createFixture, PRICE, storeOptions } from "./fixture.ts";
import type { Address } from "viem";

export interface ChildOptions {
  readonly folder: string;
  readonly payer: Address;
  readonly upstream: string;
  readonly serviceId: string;
}

const options = JSON.parse(process.argv[2]!) as ChildOptions;
const store = await openStore(storeOptions(options.folder));
const fixture = await createFixture(store);
fixture.chain.accounts.set(options.payer, emptyAccount(PRICE));
const { url } = fixture.list(options.upstream, { serviceId: BigInt(options.serviceId) });
console.log(url);
