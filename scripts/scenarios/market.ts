/** A real chain in this process with Stoa deployed, and what people do on it: each act is a transaction. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createTestClient,
  encodeAbiParameters,
  http,
  keccak256,
  maxUint256,
  sha256,
  toHex,
  zeroAddress,
  zeroHash,
  type Address,
  type Hex,
} from "viem";
import {
  auditBountiesAbi,
  chargeDisputesAbi,
  courtAbi,
  doorsAbi,
  earningsAbi,
  escrowVaultAbi,
  forcedClaimsAbi,
  gatewayRegistryAbi,
  payToAbi,
  serviceRegistryAbi,
  subscriptionsAbi,
  streamsAbi,
  testUSDCAbi,
} from "../../contracts/generated.ts";
import { manifestBytes, STOA_META, type Manifest } from "../../contracts/manifest.ts";
import {
  creditDomain,
  escrowDomain,
  keyProofTypes,
  receiptTypes,
  sessionGrantTypes,
  transferWithAuthorizationTypes,
  voucherTypes,
} from "../../contracts/typed-data.ts";
import { deployContracts } from "../deploy.ts";
import { connect } from "../deploy/client.ts";
import { recordDeployment } from "../deploy/record.ts";
import { demoAccount } from "../start/accounts.ts";
import { openLocalChain } from "../start/local-chain.ts";

export const USDC = 1_000_000n;
export const DAY = 86_400;
export const NO_PERMIT = { deadline: 0n, v: 0, r: zeroHash, s: zeroHash };
const PLENTY = 50_000n * USDC;
/** A chain time no test reaches. */
const FAR = 4_000_000_000n;

export type Market = Awaited<ReturnType<typeof openMarket>>;

interface Bought {
  readonly serviceId: bigint;
  /** Cumulative charge, token base units. */
  readonly charged: bigint;
  /** The session key that signs; the payer itself when absent. */
  readonly by?: Session;
  readonly epoch?: number;
}

export interface Session {
  readonly account: ReturnType<typeof demoAccount>;
}

/** Terms of $0.02 a call on the publisher's own server. */
export const PER_CALL = {
  model: 1,
  class: 0,
  chargeOnError: false,
  direct: false,
  maxPrice: 20_000n,
  pricesHash: zeroHash,
} as const;

export function manifestOf(name: string, changes: Partial<Manifest> = {}): Manifest {
  return {
    name,
    title: "Solidity compiler",
    description: "Compiles Solidity and lists warnings.",
    version: "1.0.0",
    remotes: [{ type: "streamable-http", url: "http://127.0.0.1:4101/mcp" }],
    _meta: {
      [STOA_META]: {
        categories: ["developer-tools", "blockchain"],
        language: "typescript",
        license: "MIT",
        author: "Ada",
        toolsHash: sha256("0x01"),
      },
    },
    ...changes,
  };
}

/**
 * Deploys, gives everybody tokens and allowances, and registers one bonded gateway.
 * @param deploy How the contracts come to be. By default their deployer stays the Authority's admin.
 * @param chainSettings Its settings, where they are not those of the demo's chain.
 */
export async function openMarket(
  deploy = deployContracts,
  chainSettings: { readonly allowBlocksWithSameTimestamp?: boolean } = {},
) {
  const { url: rpcUrl, close } = await openLocalChain(0, {
    mining: { auto: true, interval: 0 },
    ...chainSettings,
  });
  const folder = mkdtempSync(join(tmpdir(), "stoa-indexer-"));
  const deploymentFile = join(folder, "deployment.json");
  const person = (index: number) => connect(rpcUrl, demoAccount(index));
  const admin = await person(0);
  const gateway = await person(1);
  const settler = await person(2);
  const publisher = await person(4);
  const payer = await person(5);
  const payer2 = await person(6);
  const payer3 = await person(7);
  const payer4 = await person(10);
  const publisher2 = await person(17);
  const payer5 = await person(18);
  const payer6 = await person(19);
  const deployment = await deploy(admin);
  recordDeployment(deployment, deploymentFile);

  const at = deployment.contracts;
  const vault = { address: at.EscrowVault, abi: escrowVaultAbi } as const;
  const services = { address: at.ServiceRegistry, abi: serviceRegistryAbi } as const;
  const gateways = { address: at.GatewayRegistry, abi: gatewayRegistryAbi } as const;
  const earnings = { address: at.Earnings, abi: earningsAbi } as const;
  const forced = { address: at.ForcedClaims, abi: forcedClaimsAbi } as const;
  const disputes = { address: at.ChargeDisputes, abi: chargeDisputesAbi } as const;
  const court = { address: at.Court, abi: courtAbi } as const;
  const doors = { address: at.Doors, abi: doorsAbi } as const;
  const subscriptions = { address: at.Subscriptions, abi: subscriptionsAbi } as const;
  const streams = { address: at.Streams, abi: streamsAbi } as const;
  const bounties = { address: at.AuditBounties, abi: auditBountiesAbi } as const;
  const usdc = { address: at.USDC, abi: testUSDCAbi } as const;
  const chain = createTestClient({ mode: "hardhat", transport: http(rpcUrl) });
  const domain = escrowDomain(deployment.chainId, at.EscrowVault);
  const gatewayAddress = gateway.account.address;

  /** Waits for a transaction and fails the test when it was reverted. */
  const done = async (hash: Promise<Hex>) => {
    const receipt = await admin.waitForTransactionReceipt({ hash: await hash });
    if (receipt.status !== "success") throw new Error(`reverted: ${receipt.transactionHash}`);
    return receipt;
  };
  for (const who of [gateway, publisher, publisher2, payer, payer2, payer3, payer4, payer5, payer6]) {
    await done(who.writeContract({ ...usdc, functionName: "mint", args: [who.account.address, PLENTY] }));
    for (const spender of [
      at.ServiceRegistry,
      at.GatewayRegistry,
      at.EscrowVault,
      at.ChargeDisputes,
      at.Court,
      at.Streams,
      at.AuditBounties,
    ]) {
      await done(who.writeContract({ ...usdc, functionName: "approve", args: [spender, maxUint256] }));
    }
  }
  await done(
    gateway.writeContract({
      ...gateways,
      functionName: "register",
      args: [
        "http://localhost:4000",
        settler.account.address,
        demoAccount(3).address,
        FAR,
        5_000n * USDC,
        NO_PERMIT,
      ],
    }),
  );

  return {
    rpcUrl,
    folder,
    deploymentFile,
    deployment,
    chain,
    done,
    admin,
    gateway,
    settler,
    publisher,
    publisher2,
    payer,
    payer2,
    payer3,
    payer4,
    payer5,
    payer6,
    vault,
    services,
    gateways,
    earnings,
    forced,
    disputes,
    court,
    doors,
    subscriptions,
    streams,
    bounties,
    usdc,
    domain,
    head: () => admin.getBlockNumber({ cacheTime: 0 }),

    /** Lists a service with a stake of 100 USDC; the manifest's bytes may be anything. */
    async list(
      name: string,
      manifest: Hex = toHex(manifestBytes(manifestOf(name))),
      by: typeof payer = publisher,
    ): Promise<bigint> {
      const call = {
        ...services,
        functionName: "list",
        args: [
          {
            name,
            agentURI: `https://example.org/${name}.json`,
            terms: PER_CALL,
            release: { semver: "1.0.0", codeHash: sha256("0x02"), uri: "https://example.org/solc.tgz" },
            manifest,
            stake: 100n * USDC,
          },
          NO_PERMIT,
        ],
      } as const;
      const { result } = await by.simulateContract(call);
      await done(by.writeContract(call));
      return result;
    },

    deposit: (who: typeof payer, amount: bigint) =>
      done(
        who.writeContract({
          ...vault,
          functionName: "deposit",
          args: [who.account.address, gatewayAddress, amount, NO_PERMIT],
        }),
      ),

    /** Registers a session key of account `index` for `who`. */
    async grant(
      who: typeof payer,
      index: number,
      terms: { cap: bigint; integrator?: Address; nonce?: bigint },
    ): Promise<Session> {
      const account = demoAccount(index);
      const grant = {
        payer: who.account.address,
        key: account.address,
        gateway: gatewayAddress,
        integrator: terms.integrator ?? zeroAddress,
        cap: terms.cap,
        maxPerCall: USDC,
        validBefore: FAR,
        servicesRoot: zeroHash,
        nonce: terms.nonce ?? 1n,
      };
      const grantSignature = await who.signTypedData({
        domain,
        types: sessionGrantTypes,
        primaryType: "SessionGrant",
        message: grant,
      });
      const keyProof = await account.signTypedData({
        domain,
        types: keyProofTypes,
        primaryType: "KeyProof",
        message: { payer: grant.payer, gateway: grant.gateway, deadline: FAR },
      });
      await done(
        settler.writeContract({
          ...vault,
          functionName: "grantKey",
          args: [{ grant, grantSignature, proofDeadline: FAR, keyProof }],
        }),
      );
      return { account };
    },

    /** A claim row that `who` signed for. */
    async row(who: typeof payer, { serviceId, charged, by, epoch = 0 }: Bought) {
      const [termsId, feeVersion] = await admin.readContract({
        ...services,
        functionName: "currentTerms",
        args: [serviceId],
      });
      const signer = by?.account ?? who.account;
      const voucher = {
        payer: who.account.address,
        gateway: gatewayAddress,
        key: signer.address,
        serviceId,
        termsHash: keccak256(
          encodeAbiParameters([{ type: "bytes32" }, { type: "uint32" }], [termsId, feeVersion]),
        ),
        epoch,
        cumulative: charged,
        validBefore: FAR,
      };
      if (!signer.signTypedData) throw new Error("an account with a key");
      const signature = await signer.signTypedData({
        domain,
        types: voucherTypes,
        primaryType: "Voucher",
        message: voucher,
      });
      return { voucher, signature, charged, termsId, feeVersion, servicesProof: [] as Hex[] };
    },

    /** A receipt of now for all that a row charges, but for what `part` says, signed by the gateway's receipt key. */
    async receipt(
      { voucher, charged }: ClaimRow,
      part: { readonly seq?: bigint; readonly price?: bigint; readonly chargedCumulative?: bigint } = {},
    ) {
      const { payer: owner, gateway: holder, key, serviceId, termsHash, epoch } = voucher;
      const { timestamp } = await admin.getBlock();
      const receipt = {
        callId: sha256(toHex(`call ${key} ${serviceId} ${part.chargedCumulative ?? charged}`)),
        payer: owner,
        gateway: holder,
        key,
        serviceId,
        termsHash,
        epoch,
        seq: 1n,
        price: charged,
        chargedCumulative: charged,
        requestHash: zeroHash,
        responseHash: zeroHash,
        status: 0,
        issuedAt: timestamp,
        ...part,
      };
      const signature = await demoAccount(3).signTypedData({
        domain,
        types: receiptTypes,
        primaryType: "Receipt",
        message: receipt,
      });
      return [receipt, signature] as const;
    },

    /** The PayTo of a service's terms, deployed. */
    async payTo(serviceId: bigint) {
      const [termsId, feeVersion] = await admin.readContract({
        ...services,
        functionName: "currentTerms",
        args: [serviceId],
      });
      const args = [serviceId, termsId, feeVersion] as const;
      await done(admin.writeContract({ ...doors, functionName: "openPayTo", args }));
      const address = await admin.readContract({ ...doors, functionName: "payToOf", args });
      return { address, abi: payToAbi, termsId, feeVersion } as const;
    },

    /** An x402 exact from the balance of `who`, as a client signs it for the gateway's Credit. */
    async exact(
      who: typeof payer,
      { serviceId, value, nonce }: { serviceId: bigint; value: bigint; nonce: Hex },
    ) {
      const [termsId, feeVersion] = await admin.readContract({
        ...services,
        functionName: "currentTerms",
        args: [serviceId],
      });
      const credit = await admin.readContract({ ...doors, functionName: "creditOf", args: [gatewayAddress] });
      const to = await admin.readContract({
        ...doors,
        functionName: "payToOf",
        args: [serviceId, termsId, feeVersion],
      });
      const from = who.account.address;
      const times = { validAfter: 0n, validBefore: FAR };
      const signature = await who.signTypedData({
        domain: creditDomain(deployment.chainId, credit),
        types: transferWithAuthorizationTypes,
        primaryType: "TransferWithAuthorization",
        message: { from, to, value, nonce, ...times },
      });
      return { from, value, nonce, ...times, signature, serviceId, termsId, feeVersion };
    },

    /** Returns the claim's id. */
    async claim(rows: readonly ClaimRow[], receiptsRoot = sha256(toHex(rows.length))): Promise<bigint> {
      const call = {
        ...vault,
        functionName: "claim",
        args: [gatewayAddress, rows, receiptsRoot],
      } as const;
      const { result } = await settler.simulateContract(call);
      await done(settler.writeContract(call));
      return result;
    },

    /** Moves chain time forward and mines a block there. */
    async pass(seconds: number): Promise<void> {
      await chain.increaseTime({ seconds });
      await chain.mine({ blocks: 1 });
    },

    /** One by one: blocks that Hardhat mines in bulk name no parent, and Ponder takes them for a reorg. */
    async mine(blocks: number): Promise<void> {
      for (let mined = 0; mined < blocks; mined++) await chain.mine({ blocks: 1 });
    },

    accountOf: (who: typeof payer) =>
      admin.readContract({
        ...vault,
        functionName: "accountOf",
        args: [who.account.address, gatewayAddress],
      }),

    balanceOf: (address: Address) =>
      admin.readContract({ ...usdc, functionName: "balanceOf", args: [address] }),

    async close(): Promise<void> {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface ClaimRow {
  readonly voucher: {
    readonly payer: Address;
    readonly gateway: Address;
    readonly key: Address;
    readonly serviceId: bigint;
    readonly termsHash: Hex;
    readonly epoch: number;
    readonly cumulative: bigint;
    readonly validBefore: bigint;
  };
  readonly signature: Hex;
  readonly charged: bigint;
  readonly termsId: Hex;
  readonly feeVersion: number;
  readonly servicesProof: readonly Hex[];
}
