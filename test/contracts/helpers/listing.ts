/** Listings and permits as a publisher's client makes them. */
import { parseSignature, sha256, toHex, zeroHash, type Address, type Hex } from "viem";
import { serviceRecordsAbi, serviceRegistryAbi } from "../../../contracts/generated.ts";
import { hostingTypes, permitTypes, registryDomain } from "../../../contracts/typed-data.ts";
import { ROLES } from "../../../contracts/roles.ts";
import { selectorsOf } from "../../../scripts/deploy/selectors.ts";
import { addressOf, as, DAY, ethers, now, person, type Person } from "./chain.ts";
import { market, STAKE, USDC, type Market } from "./market.ts";

/** IServiceRegistry's enums. */
export const Model = { Free: 0, PerCall: 1, PerTool: 2, PerUnit: 3 } as const;
export const Class = { SelfHosted: 0, Hosted: 1, Managed: 2 } as const;
export const Status = { Inactive: 0, Active: 1, Maintenance: 2 } as const;

export const TERMS = {
  model: Model.PerCall as number,
  class: Class.SelfHosted as number,
  chargeOnError: false,
  direct: false,
  maxPrice: 20_000n,
  pricesHash: zeroHash as Hex,
};
export const RELEASE = { semver: "1.0.0", codeHash: sha256("0x01"), uri: "https://rival.example/1.tgz" };
export const MANIFEST = toHex('{"name":"rival/tool"}');

/** A listing that passes, but for what `changes` says. */
export function listingOf(changes: Partial<ReturnType<typeof baseListing>> = {}) {
  return { ...baseListing(), ...changes };
}

function baseListing() {
  return {
    name: "rival/tool",
    agentURI: "https://rival.example/agent.json",
    terms: TERMS,
    release: RELEASE,
    manifest: MANIFEST as Hex,
    stake: STAKE,
  };
}

/** The market, and a rival publisher with $1000 that nobody may take yet and an agent of his own without a name. */
export async function registry() {
  const parts = await market();
  const { usdc, services, rival } = parts;
  await usdc.mint(rival.address, 1_000n * USDC);
  const agentId: bigint = await as(services, rival).getFunction("register()").staticCall();
  await as(services, rival).getFunction("register()")();
  return { ...parts, agentId };
}
export type Registry = Awaited<ReturnType<typeof registry>>;

/** The same with a Court that may hold and slash stakes, and an auditor. */
export async function courtroom() {
  const parts = { ...(await registry()), court: await person(10), auditor: await person(11) };
  const { authority, admin, records, auditor } = parts;
  await giveCourt(parts, parts.services);
  const call = as(authority, admin);
  const functions = selectorsOf(serviceRecordsAbi, ["attest", "revokeAttestation"]);
  await call.setTargetFunctionRole(records, functions, ROLES.AUDITOR);
  await call.grantRole(ROLES.AUDITOR, auditor.address, 0);
  return parts;
}
export type Courtroom = Awaited<ReturnType<typeof courtroom>>;

/** Lets the court hold and slash the stakes of this registry. */
export async function giveCourt(
  { authority, admin, court }: Pick<Market, "authority" | "admin"> & { readonly court: Person },
  services: Market["services"],
): Promise<void> {
  const call = as(authority, admin);
  const functions = selectorsOf(serviceRegistryAbi, ["lock", "unlock", "slash"]);
  await call.setTargetFunctionRole(services, functions, ROLES.SLASHER);
  await call.grantRole(ROLES.SLASHER, court.address, 0);
}

interface HostingMessage {
  gateway: Address;
  publisher: Address;
  name: string;
  terms: typeof TERMS;
  deadline: bigint;
}

/** The gateway's consent to host the rival's `rival/tool` on these terms, but for what `changes` says. */
export async function hostConsent(
  { services, gateway, rival }: Registry,
  terms: typeof TERMS,
  changes: Partial<HostingMessage> = {},
  signer: Person = gateway,
) {
  const message = {
    gateway: gateway.address,
    publisher: rival.address,
    name: "rival/tool",
    terms,
    deadline: (await now()) + DAY,
    ...changes,
  };
  const signature = await signer.account.signTypedData({
    domain: registryDomain(31337, await addressOf(services)),
    types: hostingTypes,
    primaryType: "Hosting",
    message,
  });
  return { gateway: gateway.address, deadline: message.deadline, signature };
}

/** An EIP-2612 permit of `owner` for exactly `amount`. */
export async function permitFor({ usdc }: Market, owner: Person, spender: Address, amount: bigint) {
  const deadline = (await now()) + DAY;
  const signature = await owner.account.signTypedData({
    domain: {
      name: "USD Coin",
      version: "2",
      chainId: Number((await ethers.provider.getNetwork()).chainId),
      verifyingContract: await addressOf(usdc),
    },
    types: permitTypes,
    primaryType: "Permit",
    message: {
      owner: owner.address,
      spender,
      value: amount,
      nonce: await usdc.nonces(owner.address),
      deadline,
    },
  });
  const { r, s, yParity } = parseSignature(signature);
  return { deadline, v: 27 + yParity, r, s };
}
