import { expect } from "chai";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  custom,
  getAddress,
  http,
  keccak256,
  pad,
  parseAbi,
  parseEther,
  toBytes,
  toHex,
  type Address,
  type Hex,
} from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { deploymentSchema, readDeployment, type Deployment } from "../../contracts/deployment.ts";
import {
  attestationAdapterAbi,
  authorityAbi,
  constitutionAbi,
  courtAbi,
  councilAbi,
  earningsAbi,
  escrowVaultAbi,
  gatewayRegistryAbi,
  merkleDistributorAbi,
  serviceRegistryAbi,
  stoaGovernorAbi,
  stoaTokenAbi,
  subscriptionsAbi,
  treasuryAbi,
  vestingAbi,
} from "../../contracts/generated.ts";
import { readArtifact } from "../../scripts/deploy/artifact.ts";
import { connect } from "../../scripts/deploy/client.ts";
import { readSettings } from "../../scripts/deploy/env.ts";
import { DISTRIBUTION, merkleTree, SUPPLY } from "../../scripts/deploy/distribution.ts";
import { HOLDERS } from "../../scripts/deploy/plan-dao.ts";
import { PLATFORM_PLANS } from "../../scripts/deploy/plans.ts";
import { ROLES } from "../../contracts/roles.ts";
import { readFounding } from "../../scripts/deploy/read-founding.ts";
import { GUARDED } from "../../scripts/deploy/roles.ts";
import { selectorsOf } from "../../scripts/deploy/selectors.ts";
import { confirm } from "../../scripts/deploy/transact.ts";
import { deploy, deployContracts } from "../../scripts/deploy.ts";
import { demoAccount, demoKey } from "../../scripts/start/accounts.ts";
import { startTestChain, type TestChain } from "../helpers/local-chain.ts";

const admin = demoAccount(0).address;
const DAY = 86_400;
/** ISubscriptionPlans.PlanState. */
const OPEN = 2;

const somebody = (number: number) => getAddress(pad(toHex(0xa000 + number), { size: 20 }));
/** As it stands in a file. */
const FOUNDING = {
  councils: {
    guardian: { members: [1, 2, 3].map(somebody), threshold: 2 },
    grants: { members: [4, 5, 6].map(somebody), threshold: 2 },
    audit: { members: [7, 8, 9].map(somebody), threshold: 3 },
  },
  team: somebody(10),
  investors: somebody(11),
  community: [
    { account: somebody(12), stoa: "250000000.5" },
    { account: somebody(13), stoa: "1000" },
  ],
  contributors: [{ account: somebody(14), stoa: "100000000" }],
  credentials: { attester: somebody(15), eas: somebody(16), easVersion: "1.3.0" },
} as const;

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
    for (let finished = false; !finished;) {
      const start = await chain.client.snapshot();
      finished = await cutOff(chain.url, cuts + 1);
      if (!finished) cuts += 1;
      const resumed = await run();
      expect(resumed.contracts, `cut off at transaction ${cuts}`).to.deep.equal(whole.contracts);
      const logs = await chain.client.getLogs({ address: resumed.contracts.Authority, fromBlock: 0n });
      expect(resumed.startBlock).to.equal(Number(logs[0]?.blockNumber));
      await chain.client.revert({ id: start });
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

describe("deploy, on another chain than the local one", () => {
  let chain: TestChain;
  before(async () => {
    chain = await startTestChain({ chainId: 8453 });
  });
  after(() => chain.close());

  it("asks for the key, the stablecoin and the founding by name", () => {
    expect(() => readSettings(8453, {})).to.throw(
      "To deploy to chain 8453: DEPLOYER_KEY is not set (the private key that deploys); USDC_ADDRESS is not set (the chain's USDC); " +
        "FOUNDING is not set (a file that says whom the DAO begins with: see README.md).",
    );
    const wrong = { DEPLOYER_KEY: "0x12", USDC_ADDRESS: "0x34", FOUNDING: "nowhere.json" };
    expect(() => readSettings(8453, wrong)).to.throw(
      "To deploy to chain 8453: DEPLOYER_KEY is not a private key (0x and 64 hex digits); USDC_ADDRESS is not a checksummed address; " +
        "FOUNDING nowhere.json is no readable JSON file.",
    );
    expect(() => readSettings(8453, { DEPLOYER_KEY: demoKey(3) })).to.throw(
      "DEPLOYER_KEY is a demo account's, which everybody knows",
    );
    expect(() => readSettings(31337, { FOUNDING: "founding.json" })).to.throw(
      "To deploy to chain 31337: FOUNDING is for other chains: on this one the demo's accounts are the DAO.",
    );
  });

  it("refuses to found a DAO of demo accounts, and sends nothing", async () => {
    const problem = await deploy(await connect(chain.url, demoAccount(0)), { usdc: admin }).catch(
      (error: Error) => error.message,
    );
    expect(problem).to.equal(
      "Chain 8453 is not the local chain (31337): Stoa needs a stablecoin and a founding of that chain's own. Nothing was deployed.",
    );
    expect(await chain.client.getTransactionCount({ address: admin })).to.equal(0);
  });

  it("says on the command line what it lacks", async () => {
    const { code, output } = await runCommand(chain.url, "never-written.json");
    expect(code).to.equal(1);
    expect(output).to.match(/^To deploy to chain 8453: DEPLOYER_KEY is not set/);
  });

  it("founds the DAO of whom the file names, and keeps nothing for its deployer", async () => {
    const folder = mkdtempSync(join(tmpdir(), "stoa-founding-"));
    try {
      const files = { founding: join(folder, "founding.json"), deployment: join(folder, "deployment.json") };
      writeFileSync(files.founding, JSON.stringify(FOUNDING));
      const key = keccak256(toBytes("deployer"));
      const deployer = privateKeyToAccount(key).address;
      await chain.client.setBalance({ address: deployer, value: parseEther("10") });
      const usdc = getAddress(pad("0xc01", { size: 20 }));
      const { deployedBytecode: bytecode } = readArtifact("local", "TestUSDC");
      await chain.client.setCode({ address: usdc, bytecode });

      const { code, output } = await runCommand(chain.url, files.deployment, {
        env: { DEPLOYER_KEY: key, USDC_ADDRESS: usdc, FOUNDING: files.founding },
      });
      expect(code, output).to.equal(0);
      const { contracts, chainId } = readDeployment(8453, files.deployment);
      expect(chainId).to.equal(8453);
      expect(contracts.USDC).to.equal(usdc);

      const read = chain.client.readContract;
      const council = { address: contracts.AuditCouncil, abi: councilAbi } as const;
      expect(await read({ ...council, functionName: "members" })).to.deep.equal(
        FOUNDING.councils.audit.members,
      );
      expect(await read({ ...council, functionName: "threshold" })).to.equal(3n);
      const team = { address: contracts.TeamVesting, abi: vestingAbi } as const;
      expect(await read({ ...team, functionName: "beneficiary" })).to.equal(FOUNDING.team);
      const adapter = { address: contracts.AttestationAdapter, abi: attestationAdapterAbi } as const;
      expect(await read({ ...adapter, functionName: "ATTESTER" })).to.equal(FOUNDING.credentials.attester);

      const stoa = { address: contracts.StoaToken, abi: stoaTokenAbi } as const;
      const [{ account, stoa: amount }] = FOUNDING.community;
      const shares = FOUNDING.community.map((each) => ({ ...each, amount: parseEther(each.stoa) }));
      const [claim] = merkleTree(shares).claims;
      const payer = await connect(chain.url, privateKeyToAccount(key));
      const community = { address: contracts.CommunityDistributor, abi: merkleDistributorAbi } as const;
      const args = [claim!.index, claim!.account, claim!.amount, claim!.proof] as const;
      await confirm(payer, await payer.writeContract({ ...community, functionName: "claim", args }));
      expect(await read({ ...stoa, functionName: "balanceOf", args: [account] })).to.equal(
        parseEther(amount),
      );

      const authority = { address: contracts.Authority, abi: authorityAbi } as const;
      for (const [role, id] of Object.entries(ROLES)) {
        const [has] = await read({ ...authority, functionName: "hasRole", args: [id, deployer] });
        expect(has, role).to.equal(false);
      }
      const rule = [ROLES.CONSTITUTION, contracts.StoaGovernor] as const;
      expect((await read({ ...authority, functionName: "hasRole", args: rule }))[0]).to.equal(true);
      expect(await read({ ...stoa, functionName: "balanceOf", args: [deployer] })).to.equal(0n);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("does not go on for others than it began for: the deployer keeps what he has until that is mended", async () => {
    const account = privateKeyToAccount(keccak256(toBytes("another deployer")));
    await chain.client.setBalance({ address: account.address, value: parseEther("10") });
    const usdc = getAddress(pad("0xc01", { size: 20 }));
    await chain.client.setCode({
      address: usdc,
      bytecode: readArtifact("local", "TestUSDC").deployedBytecode,
    });
    const folder = mkdtempSync(join(tmpdir(), "stoa-founding-"));
    const foundingOf = (json: object) => {
      writeFileSync(join(folder, "founding.json"), JSON.stringify(json));
      return readFounding(join(folder, "founding.json"));
    };
    try {
      const client = await connect(chain.url, account);
      const founding = foundingOf(FOUNDING);
      const { contracts } = await deployContracts(client, { usdc, founding });
      const grants = { members: [4, 5, 17].map(somebody), threshold: 2 };
      const mended = { ...FOUNDING, councils: { ...FOUNDING.councils, grants }, investors: somebody(18) };
      const problem = await deploy(client, { usdc, founding: foundingOf(mended) }).catch(
        (error: Error) => error.message,
      );
      expect(problem).to.equal(
        "Deployed already, and for others than the founding names: GrantsCouncil, InvestorVesting. " +
          "Go on with the founding that it began with, or deploy anew from another account.",
      );
      const isAdmin = async () => {
        const args = [ROLES.CONSTITUTION, account.address] as const;
        const authority = { address: contracts.Authority, abi: authorityAbi } as const;
        return (await chain.client.readContract({ ...authority, functionName: "hasRole", args }))[0];
      };
      expect(await isAdmin()).to.equal(true);
      expect((await deploy(client, { usdc, founding })).contracts).to.deep.equal(contracts);
      expect(await isAdmin()).to.equal(false);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("says where it looked when no chain answers", async () => {
    const problem = await connect("http://127.0.0.1:1", demoAccount(0)).catch(
      (error: Error) => error.message,
    );
    expect(problem).to.equal("No chain answers at http://127.0.0.1:1: start one, or set RPC_URL to one.");
  });
});

/** Deploys until the answer to its `count`-th transaction is lost. True when it finished before. */
async function cutOff(url: string, count: number): Promise<boolean> {
  const node = http(url)({});
  let sent = 0;
  const request = async ({ method, params }: { method: string; params?: unknown }) => {
    if (sent >= count) throw new Error("cut off");
    const answer: unknown = await node.request({ method, params });
    if (method === "eth_sendRawTransaction" && ++sent === count) throw new Error("cut off");
    return answer;
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

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

function runCommand(
  url: string,
  file: string,
  { killAt, env }: { killAt?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<Ended> {
  return new Promise((settle) => {
    const child = spawn(process.execPath, ["scripts/deploy.ts"], {
      env: { ...process.env, RPC_URL: url, DEPLOYMENT_FILE: file, ...env },
    });
    let output = "";
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (killAt && output.includes(killAt)) child.kill("SIGKILL");
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) => settle({ code, output }));
  });
}

/** The code with one byte changed. */
function flipped(code: Hex, byte: number): Hex {
  const at = 2 + byte * 2;
  return `0x${code.slice(2, at)}${code.slice(at, at + 2) === "00" ? "01" : "00"}${code.slice(at + 2)}`;
}
