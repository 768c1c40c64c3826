import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getAddress, keccak256, pad, parseEther, toBytes, toHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { readDeployment } from "../../contracts/deployment.ts";
import {
  attestationAdapterAbi,
  authorityAbi,
  councilAbi,
  merkleDistributorAbi,
  stoaTokenAbi,
  vestingAbi,
} from "../../contracts/generated.ts";
import { readArtifact } from "../../scripts/deploy/artifact.ts";
import { connect } from "../../scripts/deploy/client.ts";
import { readSettings } from "../../scripts/deploy/env.ts";
import { merkleTree } from "../../scripts/deploy/distribution.ts";
import { ROLES } from "../../contracts/roles.ts";
import { readFounding } from "../../scripts/deploy/read-founding.ts";
import { confirm } from "../../scripts/deploy/transact.ts";
import { deploy, deployContracts } from "../../scripts/deploy.ts";
import { demoAccount, demoKey } from "../../scripts/start/accounts.ts";
import { startTestChain, type TestChain } from "../helpers/local-chain.ts";
import { runCommand } from "./run-deploy.ts";

const admin = demoAccount(0).address;

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
