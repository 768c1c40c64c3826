/** The whole market on a chain of its own, over JSON-RPC: one bonded gateway, listed services, people with tokens. */
import {
  parseEther,
  parseEventLogs,
  sha256,
  zeroAddress,
  zeroHash,
  type Abi,
  type Account,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type Hex,
  type LocalAccount,
  type TransactionReceipt,
} from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import {
  escrowVaultAbi,
  feeScheduleAbi,
  gatewayRegistryAbi,
  serviceRegistryAbi,
  testUSDCAbi,
} from "../../../contracts/generated.ts";
import type { SessionGrant, Voucher } from "../../../contracts/payment.ts";
import { manifestBytes } from "../../../contracts/manifest.ts";
import {
  escrowDomain,
  keyProofTypes,
  sessionGrantTypes,
  voucherTypes,
} from "../../../contracts/typed-data.ts";
import { connect } from "../../../scripts/deploy/client.ts";
import { deployContracts } from "../../../scripts/deploy.ts";
import { demoAccount } from "../../../scripts/start/accounts.ts";
import { startTestChain } from "../../helpers/local-chain.ts";

export const USDC = 1_000_000n;
export const CENT = 10_000n;
export const HOUR = 3_600n;
export const DAY = 24n * HOUR;
const NO_PERMIT = { deadline: 0n, v: 0, r: zeroHash, s: zeroHash } as const;
const BOND = 5_000n * USDC;
const STAKE = 100n * USDC;

export type Market = Awaited<ReturnType<typeof startMarket>>;

/** Blocks come only with transactions and `mine`. */
export async function startMarket() {
  const { url, client, close } = await startTestChain();
  await client.setIntervalMining({ interval: 0 });
  const admin = demoAccount(0);
  const gateway = demoAccount(1);
  const settler = demoAccount(2);
  const receiptKey = demoAccount(3);
  const publisher = demoAccount(4);
  const deployment = await deployContracts(await connect(url, admin));
  const { contracts } = deployment;
  const vault = { address: contracts.EscrowVault, abi: escrowVaultAbi } as const;
  const services = { address: contracts.ServiceRegistry, abi: serviceRegistryAbi } as const;
  const gateways = { address: contracts.GatewayRegistry, abi: gatewayRegistryAbi } as const;
  const fees = { address: contracts.FeeSchedule, abi: feeScheduleAbi } as const;
  const usdc = { address: contracts.USDC, abi: testUSDCAbi } as const;
  const domain = escrowDomain(deployment.chainId, vault.address);

  /** Simulated first, so that a refusal fails by the name of its error. */
  async function send<
    const TAbi extends Abi,
    TName extends ContractFunctionName<TAbi, "nonpayable">,
    TArgs extends ContractFunctionArgs<TAbi, "nonpayable", TName>,
  >(
    account: Account,
    contract: { readonly address: Address; readonly abi: TAbi },
    functionName: TName,
    args: TArgs,
  ): Promise<TransactionReceipt> {
    const call = { account, chain: null, ...contract, functionName, args };
    // The generic call cannot be resolved by viem's types; each caller's arguments are checked above.
    await client.simulateContract(call as never);
    const hash = await client.writeContract(call as never);
    return client.waitForTransactionReceipt({ hash, pollingInterval: 20 });
  }

  async function now(): Promise<bigint> {
    return (await client.getBlock()).timestamp;
  }

  async function fund(account: LocalAccount, amount: bigint, spender: Address): Promise<void> {
    await send(account, usdc, "mint", [account.address, amount]);
    await send(account, usdc, "approve", [spender, amount]);
  }

  /** Somebody new with gas money. */
  async function person(): Promise<LocalAccount> {
    const account = privateKeyToAccount(generatePrivateKey());
    await client.setBalance({ address: account.address, value: parseEther("10") });
    return account;
  }

  async function deposit(payer: LocalAccount, amount: bigint, at: Address = gateway.address) {
    await fund(payer, amount, vault.address);
    return send(payer, vault, "deposit", [payer.address, at, amount, NO_PERMIT]);
  }

  async function payerWith(amount: bigint): Promise<LocalAccount> {
    const payer = await person();
    await deposit(payer, amount);
    return payer;
  }

  /** A self-hosted service at `maxPrice` a call. */
  async function list(name: string, maxPrice: bigint, owner: LocalAccount = publisher): Promise<bigint> {
    await fund(owner, STAKE, services.address);
    const receipt = await send(owner, services, "list", [
      {
        name,
        agentURI: "",
        terms: perCall(maxPrice),
        release: { semver: "1.0.0", codeHash: sha256("0x01"), uri: "https://acme.example/1.0.0.tgz" },
        manifest: manifestOf(name),
        stake: STAKE,
      },
      NO_PERMIT,
    ]);
    const [named] = parseEventLogs({
      abi: serviceRegistryAbi,
      logs: receipt.logs,
      eventName: "ServiceNamed",
    });
    return named!.args.serviceId;
  }

  async function signGrant(payer: LocalAccount, key: LocalAccount, grant: Partial<SessionGrant> = {}) {
    const proofDeadline = (await now()) + 30n * DAY;
    const full: SessionGrant = {
      payer: payer.address,
      key: key.address,
      gateway: gateway.address,
      integrator: zeroAddress,
      cap: 100n * USDC,
      maxPerCall: 0n,
      validBefore: (await now()) + 60n * DAY,
      servicesRoot: zeroHash,
      nonce: 1n,
      ...grant,
    };
    return {
      grant: full,
      signature: await payer.signTypedData({
        domain,
        types: sessionGrantTypes,
        primaryType: "SessionGrant",
        message: full,
      }),
      proofDeadline,
      keyProof: await key.signTypedData({
        domain,
        types: keyProofTypes,
        primaryType: "KeyProof",
        message: { payer: payer.address, gateway: gateway.address, deadline: proofDeadline },
      }),
    };
  }

  async function grantKey(payer: LocalAccount, key: LocalAccount, grant: Partial<SessionGrant> = {}) {
    const { signature, ...signed } = await signGrant(payer, key, grant);
    return send(payer, vault, "grantKey", [{ ...signed, grantSignature: signature }]);
  }

  async function signVoucher(key: LocalAccount, voucher: Voucher): Promise<Hex> {
    return key.signTypedData({ domain, types: voucherTypes, primaryType: "Voucher", message: voucher });
  }

  await fund(gateway, BOND, gateways.address);
  await send(gateway, gateways, "register", [
    "http://gateway.example",
    settler.address,
    receiptKey.address,
    (await now()) + 365n * DAY,
    BOND,
    NO_PERMIT,
  ]);

  return {
    url,
    client,
    close,
    deployment,
    admin,
    gateway,
    settler,
    receiptKey,
    publisher,
    vault,
    services,
    gateways,
    fees,
    usdc,
    domain,
    send,
    now,
    person,
    deposit,
    payerWith,
    list,
    signGrant,
    grantKey,
    signVoucher,
    mine: (blocks: number) => client.mine({ blocks }),
    /** Mines one block at that chain time. */
    async mineAt(timestamp: bigint): Promise<void> {
      await client.setNextBlockTimestamp({ timestamp });
      await client.mine({ blocks: 1 });
    },
  };
}

/** Terms of a self-hosted service with one price; a failed tool call is free. */
export function perCall(maxPrice: bigint) {
  return { model: 1, class: 0, chargeOnError: false, direct: false, maxPrice, pricesHash: zeroHash } as const;
}

function manifestOf(name: string): Hex {
  const bytes = manifestBytes({
    name,
    description: "A service of the tests",
    version: "1.0.0",
    remotes: [{ type: "streamable-http", url: "http://127.0.0.1:1/mcp" }],
    _meta: {
      "dev.stoa/listing": {
        categories: ["other"],
        language: "typescript",
        license: "MIT",
        toolsHash: zeroHash,
      },
    },
  });
  return `0x${Buffer.from(bytes).toString("hex")}`;
}
