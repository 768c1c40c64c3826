import { encodeFunctionData, sha256, type Hex } from "viem";
import { readDeployment } from "../../../contracts/deployment.ts";
import {
  councilAbi,
  courtAbi,
  serviceRecordsAbi,
  serviceRegistryAbi,
  testUSDCAbi,
} from "../../../contracts/generated.ts";
import { connect as connectChain, type ChainClient } from "../../../scripts/deploy/client.ts";
import { confirm } from "../../../scripts/deploy/transact.ts";
import { NO_PERMIT } from "../../../scripts/scenarios/market.ts";
import { demoAccount } from "../../../scripts/start/accounts.ts";
import { expectForEverybody } from "../axe.ts";
import { pass } from "../buyer.ts";
import { connect } from "../person.ts";
import { site, visit } from "../site.ts";

const NAME = "stoa/solidity";
const REPORT = sha256("0x01");
const DAY = 86_400;
/** Of the audit council: two of three. */
const AUDITORS = [13, 14] as const;

describe("what others have on record about a service", function () {
  this.timeout(300_000);
  let person: ChainClient;
  let publisher: ChainClient;
  let contracts: ReturnType<typeof readDeployment>["contracts"];
  let id: bigint;

  before(async () => {
    const { stack } = site();
    ({ contracts } = readDeployment(31337, stack.deploymentFile));
    person = await connectChain(stack.rpcUrl, demoAccount(19));
    publisher = await connectChain(stack.rpcUrl, demoAccount(4));
    id = await person.readContract({ ...registry(), functionName: "idOf", args: [NAME] });
  });

  const registry = () => ({ address: contracts.ServiceRegistry, abi: serviceRegistryAbi }) as const;
  const court = () => ({ address: contracts.Court, abi: courtAbi }) as const;
  const records = () => ({ address: contracts.ServiceRecords, abi: serviceRecordsAbi }) as const;
  const send = async (hash: Promise<Hex>) => confirm(person, await hash);

  /** The council proposes and approves; a day after it is scheduled, the attestation is made. */
  async function attest(kind: number): Promise<void> {
    const { stack } = site();
    const [first, second] = await Promise.all(
      AUDITORS.map((auditor) => connectChain(stack.rpcUrl, demoAccount(auditor))),
    );
    const council = { address: contracts.AuditCouncil, abi: councilAbi } as const;
    const { timestamp } = await person.getBlock();
    const version = await person.readContract({ ...registry(), functionName: "versionCount", args: [id] });
    const expiry = timestamp + BigInt(300 * DAY);
    const uri = "https://auditor.example/report";
    const data = encodeFunctionData({
      abi: serviceRecordsAbi,
      functionName: "attest",
      args: [id, version, kind, uri, REPORT, expiry],
    });
    const { request, result: proposal } = await first!.simulateContract({
      ...council,
      functionName: "propose",
      args: [contracts.ServiceRecords, data],
    });
    await send(first!.writeContract(request));
    const decide = (functionName: "approve" | "enact") =>
      send(second!.writeContract({ ...council, functionName, args: [proposal] }));
    await decide("approve");
    await decide("enact");
    await pass(DAY + 1);
    await decide("enact");
  }

  it("is nothing at first, and its publisher reads what Verified takes", async () => {
    const visitor = await visit(`/services/${NAME}?tab=records`);
    await visitor.page.getByText("Nothing is on record").waitFor();
    const { page } = await visit(`/publish/${NAME}`);
    await connect(page, "Demo publisher");
    const card = page.getByRole("region", { name: "Verified" });
    await card.getByText("The stake at work is enough.").waitFor();
    await card.getByText(/^Ask an auditor to prove/).waitFor();
    await card.getByText(/^Ask an auditor to read your newest version/).waitFor();
  });

  it("makes it verified, and everybody can read why", async () => {
    await attest(0);
    await attest(1);
    await send(publisher.writeContract({ ...records(), functionName: "anchor", args: [id, 1, 0, REPORT] }));
    const { page } = await visit(`/services/${NAME}?tab=records`);
    await page.getByText("Verified", { exact: true }).waitFor();
    await page.getByRole("cell", { name: "Domain proof" }).waitFor();
    await page.getByRole("cell", { name: "Audit", exact: true }).waitFor();
    await page.getByRole("cell", { name: "Files of the artifact" }).waitFor();
    await expectForEverybody(page);
  });

  it("shows a case at once, without the badge", async () => {
    const bond = 100n * 1_000_000n;
    const usdc = { address: contracts.USDC, abi: testUSDCAbi } as const;
    const mint = { ...usdc, functionName: "mint", args: [person.account.address, bond] } as const;
    await send(person.writeContract(mint));
    await send(person.writeContract({ ...usdc, functionName: "approve", args: [contracts.Court, bond] }));
    const evidence = { hash: REPORT, uri: "https://person.example/evidence" };
    await send(
      person.writeContract({
        ...court(),
        functionName: "openStake",
        args: [id, 1n, [], evidence, NO_PERMIT],
      }),
    );
    const caseId = await person.readContract({ ...court(), functionName: "caseCount" });
    const { page } = await visit(`/services/${NAME}?tab=records`);
    await page.getByText("A case against this service is open").waitFor();
    await page.getByText(/^Open until/).waitFor();
    await page.getByText("Verified", { exact: true }).waitFor({ state: "detached" });
    await expectForEverybody(page);
    // Nobody rules on it: the case ends with nothing, and the stake is free.
    await pass(10 * DAY + 1);
    await send(person.writeContract({ ...court(), functionName: "execute", args: [caseId] }));
    await page.getByText("A case against this service is open").waitFor({ state: "detached" });
  });
});
