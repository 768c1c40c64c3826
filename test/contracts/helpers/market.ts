/** The whole market on the simulated chain: one bonded gateway, one listed service, one payer with tokens. */
import { getCreateAddress } from "ethers";
import { encodeAbiParameters, keccak256, sha256, toHex, zeroAddress, zeroHash, type Hex } from "viem";
import type {
  anonymousReviewsAbi,
  authorityAbi,
  chargeDisputesAbi,
  doorsAbi,
  earningsAbi,
  escrowVaultAbi,
  feeScheduleAbi,
  forcedClaimsAbi,
  gatewayRegistryAbi,
  reputationAbi,
  serviceRecordsAbi,
  serviceRegistryAbi,
  streamsAbi,
  subscriptionsAbi,
  testUSDCAbi,
  treasuryAbi,
} from "../../../contracts/generated.ts";
import { addressOf, as, deploy, ethers, now, person, DAY, type ContractOf } from "./chain.ts";
import { deploySemaphore } from "./semaphore.ts";

export const NO_PERMIT = { deadline: 0n, v: 0, r: zeroHash, s: zeroHash } as const;
export const USDC = 1_000_000n;
export const BOND = 5_000n * USDC;
export const STAKE = 100n * USDC;
/** Reputation's starting numbers: a review weighs 100 USDC at most; 10 USDC of reviews are as much as the prior. */
export const REPUTATION = {
  maxWeight: 100n * USDC,
  rewardRate: 1_666n,
  priorMean: 50n,
  priorWeight: 10n * USDC,
} as const;
/** What an anonymous review costs and weighs. */
export const DENOMINATION = USDC / 10n;
/** What the payer holds, and has allowed the vault to take. */
export const PURSE = 10_000n * USDC;

export type Market = Awaited<ReturnType<typeof deployMarket>>;
export type Token = Pick<ContractOf<typeof testUSDCAbi>, "mint" | "approve" | "balanceOf"> &
  ContractOf<typeof testUSDCAbi>;

export async function market() {
  return deployMarket("TestUSDC");
}

/** Its token is one of which anybody can mint any amount. */
export async function roomyMarket() {
  return deployMarket("BlockingToken");
}

/** @param tokenName Contract of the vault's token. Stakes and bonds are in TestUSDC, whatever it is. */
export async function deployMarket(tokenName: string) {
  const people = await cast();
  const usdc = await deploy<Token>("TestUSDC");
  const token = tokenName === "TestUSDC" ? usdc : await deploy<Token>(tokenName);
  const authority = await deploy<ContractOf<typeof authorityAbi>>("Authority", [people.admin.address]);
  const semaphore = await deploySemaphore();
  // These name each other. The deployment knows them beforehand by CREATE3, a test by the nonce.
  const nonce = await ethers.provider.getTransactionCount(people.admin.address);
  const at = (offset: number) => getCreateAddress({ from: people.admin.address, nonce: nonce + offset });
  const [servicesAddress, earningsAddress, forcedAddress, doorsAddress, disputesAddress] = [
    3, 5, 6, 7, 8,
  ].map(at);
  const [subscriptionsAddress, streamsAddress, anonymousAddress] = [9, 10, 12].map(at);
  // Nobody votes here, so it is told of no token to exclude.
  const treasury = await deploy<ContractOf<typeof treasuryAbi>>("Treasury", [
    authority,
    zeroAddress,
    servicesAddress,
    earningsAddress,
    subscriptionsAddress,
  ]);
  const fees = await deploy<ContractOf<typeof feeScheduleAbi>>("FeeSchedule", [
    [500, 2_000, 3_000],
    3_000,
    1_000,
    1_000,
    authority,
  ]);
  const gateways = await deploy<ContractOf<typeof gatewayRegistryAbi>>("GatewayRegistry", [
    usdc,
    forcedAddress,
    disputesAddress,
    authority,
    BOND,
  ]);
  const services = await deploy<ContractOf<typeof serviceRegistryAbi>>("ServiceRegistry", [
    usdc,
    fees,
    gateways,
    authority,
    treasury,
    [STAKE, 25n * USDC, 250n * USDC],
  ]);
  const vault = await deploy<ContractOf<typeof escrowVaultAbi>>("EscrowVault", [
    token,
    earningsAddress,
    services,
    gateways,
    fees,
    doorsAddress,
    forcedAddress,
    subscriptionsAddress,
    streamsAddress,
    authority,
  ]);
  const earnings = await deploy<ContractOf<typeof earningsAbi>>("Earnings", [
    token,
    vault,
    subscriptionsAddress,
    streamsAddress,
    services,
    treasury,
    doorsAddress,
    disputesAddress,
    authority,
  ]);
  const forced = await deploy<ContractOf<typeof forcedClaimsAbi>>("ForcedClaims", [
    vault,
    gateways,
    services,
    fees,
  ]);
  const doors = await deploy<ContractOf<typeof doorsAbi>>("Doors", [token, vault, earnings, services, fees]);
  const disputes = await deploy<ContractOf<typeof chargeDisputesAbi>>("ChargeDisputes", [
    vault,
    gateways,
    authority,
    5n * USDC,
  ]);
  const subscriptions = await deploy<ContractOf<typeof subscriptionsAbi>>("Subscriptions", [vault]);
  const streams = await deploy<ContractOf<typeof streamsAbi>>("Streams", [vault]);
  const reputation = await deploy<ContractOf<typeof reputationAbi>>("Reputation", [
    vault,
    disputes,
    [subscriptions, streams],
    authority,
    REPUTATION,
    anonymousAddress,
  ]);
  const anonymous = await deploy<ContractOf<typeof anonymousReviewsAbi>>("AnonymousReviews", [
    reputation,
    semaphore,
    authority,
    DENOMINATION,
  ]);
  const records = await deploy<ContractOf<typeof serviceRecordsAbi>>("ServiceRecords", [
    services,
    reputation,
    authority,
    0n,
  ]);

  const parts = {
    ...people,
    usdc,
    token,
    authority,
    treasury,
    fees,
    services,
    records,
    reputation,
    anonymous,
    semaphore,
    gateways,
    vault,
    earnings,
    forced,
    doors,
    disputes,
    streams,
    subscriptions,
  };
  await openGateway(parts);
  const service = await listService(parts, "acme/solidity");
  const other = await listService(parts, "acme/chart");
  await token.mint(people.payer.address, PURSE);
  await as(token, people.payer).approve(vault, PURSE);
  const domain = {
    name: "Stoa Escrow",
    version: "1",
    chainId: Number((await ethers.provider.getNetwork()).chainId),
    verifyingContract: await addressOf(vault),
  } as const;
  return { ...parts, service, other, domain };
}

async function cast() {
  return {
    admin: await person(0),
    gateway: await person(1),
    settler: await person(2),
    receiptKey: await person(3),
    publisher: await person(4),
    payer: await person(5),
    stranger: await person(6),
    key: await person(7),
    integrator: await person(8),
    rival: await person(9),
  };
}

type Parts = Pick<
  Awaited<ReturnType<typeof deployMarket>>,
  "gateway" | "settler" | "receiptKey" | "publisher" | "usdc" | "services" | "gateways"
>;

async function openGateway({ gateway, settler, receiptKey, usdc, gateways }: Parts) {
  await usdc.mint(gateway.address, BOND);
  await as(usdc, gateway).approve(gateways, BOND);
  const validTo = (await now()) + 365n * DAY;
  const endpoint = "https://gateway.example";
  await as(gateways, gateway).register(
    endpoint,
    settler.address,
    receiptKey.address,
    validTo,
    BOND,
    NO_PERMIT,
  );
}

/** What a voucher for the service names, and what a claim row adds to it. */
export interface Quote {
  readonly serviceId: bigint;
  readonly termsId: Hex;
  readonly feeVersion: number;
  readonly termsHash: Hex;
}

/** Lists a self-hosted service with a price of $0.02 a call for the publisher. */
export async function listService({ publisher, usdc, services }: Parts, name: string): Promise<Quote> {
  await usdc.mint(publisher.address, STAKE);
  await as(usdc, publisher).approve(services, STAKE);
  const listing = {
    name,
    agentURI: "https://acme.example/agent.json",
    terms: {
      model: 1,
      class: 0,
      chargeOnError: false,
      direct: false,
      maxPrice: 20_000n,
      pricesHash: zeroHash,
    },
    release: { semver: "1.0.0", codeHash: sha256("0x01"), uri: "https://acme.example/1.0.0.tgz" },
    manifest: toHex(`{"name":"${name}"}`),
    stake: STAKE,
  };
  await as(services, publisher).list(listing, NO_PERMIT);
  const serviceId: bigint = await services.idOf(name);
  return quoteOf(services, serviceId);
}

/** The terms that the registry quotes now. */
export async function quoteOf(services: Market["services"], serviceId: bigint): Promise<Quote> {
  const [termsId, version] = await services.currentTerms(serviceId);
  const feeVersion = Number(version);
  return { serviceId, termsId, feeVersion, termsHash: termsHash(termsId, feeVersion) };
}

export function termsHash(termsId: Hex, feeVersion: number): Hex {
  return keccak256(encodeAbiParameters([{ type: "bytes32" }, { type: "uint32" }], [termsId, feeVersion]));
}
