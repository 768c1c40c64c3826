import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { custom, http, parseAbi, type Address, type Hex } from "viem";
import { deploymentSchema, type Deployment } from "../../contracts/deployment.ts";
import {
  authorityAbi,
  constitutionAbi,
  courtAbi,
  earningsAbi,
  escrowVaultAbi,
  gatewayRegistryAbi,
  serviceRegistryAbi,
  stoaGovernorAbi,
  stoaTokenAbi,
  subscriptionsAbi,
  treasuryAbi,
} from "../../contracts/generated.ts";
import { connect } from "../../scripts/deploy/client.ts";
import { DISTRIBUTION, SUPPLY } from "../../scripts/deploy/distribution.ts";
import { HOLDERS } from "../../scripts/deploy/plan-dao.ts";
import { PLATFORM_PLANS } from "../../scripts/deploy/plans.ts";
import { ROLES } from "../../contracts/roles.ts";
import { GUARDED } from "../../scripts/deploy/roles.ts";
import { selectorsOf } from "../../scripts/deploy/selectors.ts";
import { deploy } from "../../scripts/deploy.ts";
import { demoAccount } from "../../scripts/start/accounts.ts";
import { startTestChain, type TestChain } from "../helpers/local-chain.ts";

import { runCommand } from "./run-deploy.ts";

const admin = demoAccount(0).address;
const DAY = 86_400;
/** ISubscriptionPlans.PlanState. */
const OPEN = 2;

describe("deploy", () => {
  let chain: TestChain;
  let empty: Hex;

  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.close());
  beforeEach(async () => {
    empty = await chain.client.snapshot();
  });
  afterEach(() => chain.client.revert({ id: empty }));

  const run = async (usdc?: Address) => deploy(await connect(chain.url, demoAccount(0)), { usdc });

  it("deploys every contract, wired to the others", async () => {
    const { contracts, startBlock } = await run();
    const read = chain.client.readContract;

    for (const address of Object.values(contracts)) {
      expect(await chain.client.getCode({ address }), address).to.be.a("string");
    }
    const vault = { address: contracts.EscrowVault, abi: escrowVaultAbi } as const;
    const earnings = { address: contracts.Earnings, abi: earningsAbi } as const;
    const services = { address: contracts.ServiceRegistry, abi: serviceRegistryAbi } as const;
    const gateways = { address: contracts.GatewayRegistry, abi: gatewayRegistryAbi } as const;
    expect(await read({ ...vault, functionName: "EARNINGS" })).to.equal(contracts.Earnings);
    expect(await read({ ...vault, functionName: "SERVICES" })).to.equal(contracts.ServiceRegistry);
    expect(await read({ ...vault, functionName: "GATEWAYS" })).to.equal(contracts.GatewayRegistry);
    expect(await read({ ...vault, functionName: "FEES" })).to.equal(contracts.FeeSchedule);
    expect(await read({ ...vault, functionName: "USDC" })).to.equal(contracts.USDC);
    expect(await read({ ...earnings, functionName: "VAULT" })).to.equal(contracts.EscrowVault);
    expect(await read({ ...earnings, functionName: "TREASURY" })).to.equal(contracts.Treasury);
    expect(await read({ ...services, functionName: "FEES" })).to.equal(contracts.FeeSchedule);
    expect(await read({ ...services, functionName: "ownerOf", args: [0n] })).to.equal(contracts.Treasury);
    expect(await read({ ...gateways, functionName: "minBond" })).to.equal(5_000_000_000n);
    for (const { address } of [vault, earnings, services, gateways]) {
      const authority = { address, abi: treasuryAbi, functionName: "authority" } as const;
      expect(await read(authority)).to.equal(contracts.Authority);
    }
    const court = { address: contracts.Court, abi: courtAbi } as const;
    const governor = { address: contracts.StoaGovernor, abi: stoaGovernorAbi } as const;
    expect(await read({ ...governor, functionName: "court" })).to.equal(contracts.Court);
    expect(await read({ ...court, functionName: "GOVERNOR" })).to.equal(contracts.StoaGovernor);
    expect(await read({ ...court, functionName: "TREASURY" })).to.equal(contracts.Treasury);
    expect(await read({ ...court, functionName: "arbitrator" })).to.equal(contracts.CouncilArbitrator);
    const first = await chain.client.getLogs({ address: contracts.Authority, fromBlock: 0n });
    expect(startBlock).to.equal(Number(first[0]?.blockNumber));
  });

  it("leaves the Governor as the only admin, with the tiers' delays, and its deployer with nothing", async () => {
    const { contracts } = await run();
    const authority = { address: contracts.Authority, abi: authorityAbi } as const;
    const granted = await chain.client.getContractEvents({
      ...authority,
      eventName: "RoleGranted",
      fromBlock: 0n,
    });
    const accounts = new Set(granted.map(({ args }) => args.account!));
    const has = (role: bigint, account: Address) =>
      chain.client.readContract({ ...authority, functionName: "hasRole", args: [role, account] });
    const holders: Record<string, [string, number][]> = {};
    const names = new Map(Object.entries(contracts).map(([name, address]) => [address as string, name]));
    for (const [role, id] of Object.entries(ROLES)) {
      holders[role] = [];
      for (const account of accounts) {
        const [isMember, delay] = await has(id, account);
        if (isMember) holders[role].push([names.get(account) ?? account, delay]);
      }
    }
    expect(holders).to.deep.equal({
      CONSTITUTION: [["StoaGovernor", 14 * DAY]],
      OPERATIONS: [["StoaGovernor", 2 * DAY]],
      TREASURY: [["StoaGovernor", 3 * DAY]],
      UPGRADE: [["StoaGovernor", 7 * DAY]],
      GUARDIAN: [["GuardianCouncil", 0]],
      ARBITER: [["Court", 0]],
      JUDGE: [["AuditCouncil", DAY]],
      SLASHER: [["Court", 0]],
      SCORER: [["Reputation", 0]],
      AUDITOR: [
        ["AuditCouncil", DAY],
        ["AuditBounties", 0],
      ],
    });
  });

  it("gives every governed function a role, and leaves to the constitution what it must", async () => {
    const { contracts } = await run();
    const roleOf = (target: Address, selector: Hex) =>
      chain.client.readContract({
        address: contracts.Authority,
        abi: authorityAbi,
        functionName: "getTargetFunctionRole",
        args: [target, selector],
      });
    for (const { role, functions } of GUARDED) {
      for (const [contract, { abi, names }] of Object.entries(functions)) {
        for (const selector of selectorsOf(abi, names)) {
          const found = await roleOf(contracts[contract as keyof typeof contracts], selector);
          expect(found, `${contract} ${names}`).to.equal(ROLES[role]);
        }
      }
    }
    const constitutional = [
      [contracts.Treasury, treasuryAbi, ["spendUncapped"]],
      [contracts.Constitution, constitutionAbi, ["setTier", "setText"]],
      [contracts.Authority, authorityAbi, ["grantRole", "setTargetFunctionRole"]],
    ] as const;
    for (const [target, abi, names] of constitutional) {
      for (const selector of selectorsOf(abi, names)) expect(await roleOf(target, selector)).to.equal(0n);
    }
  });

  it("makes the platform's plans, which are the Treasury's then and nobody else's", async () => {
    const { contracts } = await run();
    const subscriptions = { address: contracts.Subscriptions, abi: subscriptionsAbi } as const;
    const read = chain.client.readContract;
    expect(await read({ ...subscriptions, functionName: "VAULT" })).to.equal(contracts.EscrowVault);
    for (const made of PLATFORM_PLANS) {
      const planId = await read({ ...subscriptions, functionName: "planIdOf", args: [made] });
      const [plan, state] = await read({ ...subscriptions, functionName: "planOf", args: [planId] });
      expect({ plan, state }).to.deep.equal({ plan: { ...made, name: "" }, state: OPEN });
    }
  });

  it("sends the whole supply out as the table of the distribution says", async () => {
    const { contracts } = await run();
    const stoa = { address: contracts.StoaToken, abi: stoaTokenAbi } as const;
    const balanceOf = (account: Address) =>
      chain.client.readContract({ ...stoa, functionName: "balanceOf", args: [account] });
    for (const [part, { amount }] of Object.entries(DISTRIBUTION)) {
      const holder = contracts[HOLDERS[part as keyof typeof HOLDERS]];
      expect(await balanceOf(holder), part).to.equal(amount);
    }
    expect(await balanceOf(admin)).to.equal(0n);
    // All of it stands outside the vote until it is claimed, released or paid.
    const excluded = await chain.client.readContract({ ...stoa, functionName: "EXCLUDED" });
    expect(await chain.client.readContract({ ...stoa, functionName: "getVotes", args: [excluded] })).to.equal(
      SUPPLY,
    );
  });

  it("lets nobody who deployed it govern, not by one call", async () => {
    const { contracts } = await run();
    for (const { functions } of GUARDED) {
      for (const [contract, { abi, names }] of Object.entries(functions)) {
        for (const selector of selectorsOf(abi, names)) {
          const [immediate, delay] = await chain.client.readContract({
            address: contracts.Authority,
            abi: authorityAbi,
            functionName: "canCall",
            args: [admin, contracts[contract as keyof typeof contracts], selector],
          });
          expect([immediate, delay], `${contract} ${names}`).to.deep.equal([false, 0]);
        }
      }
    }
  });

  it("sends nothing when all is there, and says the same", async () => {
    const deployment = await run();
    const sent = await chain.client.getTransactionCount({ address: admin });

    expect(await run()).to.deep.equal(deployment);
    expect(await chain.client.getTransactionCount({ address: admin })).to.equal(sent);
  });

  it("goes on after each transaction at which it was cut off, at the same addresses", async () => {
    const whole = await run();
    await chain.client.revert({ id: empty });
    empty = await chain.client.snapshot();

    let cuts = 0;
    // Each begins where the one before it was cut off: it sends one transaction, and finishes when there is none left to send.
    for (let finished = false; !finished;) {
      finished = await cutOff(chain.url);
      if (!finished) cuts += 1;
      const cut = await chain.client.snapshot();
      const resumed = await run();
      expect(resumed.contracts, `cut off at transaction ${cuts}`).to.deep.equal(whole.contracts);
      const logs = await chain.client.getLogs({ address: resumed.contracts.Authority, fromBlock: 0n });
      expect(resumed.startBlock).to.equal(Number(logs[0]?.blockNumber));
      await chain.client.revert({ id: cut });
    }

    // Keyless deployer (its funding and itself), factory, token, 34 contracts, the members' adapter, two budgets,
    // three plans, five parts of the supply, and the one in which the deployer resigns.
    expect(cuts).to.equal(49);
  });

  it("goes on after its process was killed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "stoa-deploy-"));
    const file = join(folder, "deployment.json");
    try {
      const killed = await runCommand(chain.url, file, { killAt: "Treasury " });
      expect(killed.output).to.not.include("EscrowVault");
      expect(() => readFileSync(file)).to.throw("ENOENT");

      const again = await runCommand(chain.url, file);
      expect(again.code, again.output).to.equal(0);
      expect(again.output).to.match(/Admin of the Authority: the Governor 0x\w{40}, and nobody else/);
      expect(killed.output.split("\n")[1]).to.equal(again.output.split("\n")[1]);
      const deployment: Deployment = deploymentSchema.parse(JSON.parse(readFileSync(file, "utf8")));
      expect(deployment).to.deep.equal(await run());
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("refuses to build on other code at one of its addresses", async () => {
    const { contracts } = await run();
    const code = (await chain.client.getCode({ address: contracts.Treasury })) ?? "0x";
    await chain.client.setCode({ address: contracts.Treasury, bytecode: flipped(code, 40) });

    const problem = await run().catch((error: Error) => error.message);
    expect(problem).to.equal(
      `The Treasury at ${contracts.Treasury} is of another build. Check out the version that was deployed, or deploy anew from another account.`,
    );
  });

  it("takes a stablecoin that is there, and refuses one that does not count in 6 decimals", async () => {
    const { contracts } = await run();

    expect((await run(contracts.USDC)).contracts.USDC).to.equal(contracts.USDC);
    expect(await run(contracts.StoaToken).catch((error: Error) => error.message)).to.equal(
      `USDC_ADDRESS ${contracts.StoaToken} has 18 decimals, not 6. Nothing was deployed.`,
    );
    expect(await run(admin).catch((error: Error) => error.message)).to.equal(
      `USDC_ADDRESS ${admin} is not an ERC-20 on this chain. Nothing was deployed.`,
    );
  });

  it("keeps a stranger off the announced addresses", async () => {
    const { contracts } = await run();
    const abi = parseAbi(["function addressOf(address deployer, bytes32 salt) view returns (address)"]);
    const at = (deployer: Address) =>
      chain.client.readContract({
        address: contracts.Create3Factory,
        abi,
        functionName: "addressOf",
        args: [deployer, `0x${"11".repeat(32)}`],
      });
    expect(await at(admin)).to.not.equal(await at(demoAccount(9).address));
  });
});

/** Deploys until the answer to its first transaction is lost. True when it had none to send. */
async function cutOff(url: string): Promise<boolean> {
  const node = http(url)({});
  let cut = false;
  const request = async ({ method, params }: { method: string; params?: unknown }) => {
    if (cut) throw new Error("cut off");
    const answer: unknown = await node.request({ method, params });
    if (method !== "eth_sendRawTransaction") return answer;
    cut = true;
    throw new Error("cut off");
  };
  const dying = custom({ request }, { retryCount: 0 });
  try {
    await deploy(await connect(url, demoAccount(0), dying));
    return true;
  } catch (problem) {
    expect(String(problem)).to.include("cut off");
    return false;
  }
}

/** The code with one byte changed. */
function flipped(code: Hex, byte: number): Hex {
  const at = 2 + byte * 2;
  return `0x${code.slice(2, at)}${code.slice(at, at + 2) === "00" ? "01" : "00"}${code.slice(at + 2)}`;
}
