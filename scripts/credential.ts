/**
 * `npm run credential -- 0xaccount`: a credential of the demo's issuer for the account, as JSON for the enrolment page. Each
 * account is a person of its own, or the one that `--person 0x…` names: so a membership is recovered. `--adapter` names another
 * adapter than the deployment's.
 */
import { parseArgs } from "node:util";
import { isAddress, isHex, type Address, type Hex } from "viem";
import { readDeployment } from "../contracts/deployment.ts";
import { connect } from "./deploy/client.ts";
import { ISSUER, issueCredential } from "./demo/credential.ts";
import { demoAccount } from "./start/accounts.ts";

const USAGE = "npm run credential -- 0xaccount [--adapter 0xadapter] [--person 0xnumber] [--rpc URL]";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    adapter: { type: "string" },
    person: { type: "string" },
    rpc: { type: "string", default: process.env["RPC_URL"] ?? "http://127.0.0.1:8545" },
  },
});

try {
  const account = addressOf("account", positionals[0]);
  const person = personOf(values.person);
  const issuer = demoAccount(ISSUER);
  const client = await connect(values.rpc, issuer);
  const adapter = values.adapter
    ? addressOf("adapter", values.adapter)
    : readDeployment(client.chain.id).contracts.AttestationAdapter;
  const credential = await issueCredential(client, issuer, adapter, account, person);
  console.log(JSON.stringify(credential, decimal, 2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function addressOf(what: string, value: string | undefined): Address {
  if (value !== undefined && isAddress(value)) return value;
  throw new Error(`The ${what} is not an address: ${USAGE}`);
}

function personOf(value: string | undefined): Hex | undefined {
  if (value === undefined || (isHex(value) && value.length === 66)) return value;
  throw new Error(`A person's number is 0x and 64 hex digits: ${USAGE}`);
}

function decimal(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
