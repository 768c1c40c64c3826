import { expect } from "chai";
import { and, asc, eq } from "drizzle-orm";
import { encodeFunctionData, sha256 } from "viem";
import { serviceRecordsAbi } from "../../../contracts/generated.ts";
import * as schema from "../../../indexer/ponder.schema.ts";
import { DAY } from "../../../scripts/scenarios/market.ts";
import { lower } from "../fixture.ts";
import { assembly, type Assembly } from "./assembly.ts";

describe("the index of who may do what", function () {
  this.timeout(300_000);
  let dao: Assembly;
  before(async () => {
    dao = await assembly();
  });

  const councilRow = (name: Parameters<Assembly["council"]>[0], id: bigint) => {
    const { councilProposal } = schema;
    const council = lower(dao.council(name).address);
    return dao.index.onlyRow(() =>
      dao.index.indexer.db
        .select()
        .from(councilProposal)
        .where(and(eq(councilProposal.council, council), eq(councilProposal.id, id))),
    );
  };
  /** An attestation, which waits a day in the Authority. */
  async function attestation() {
    const service = await dao.market.list(`audited/solc-${await dao.now()}`);
    const { timestamp } = await dao.market.admin.getBlock();
    const data = encodeFunctionData({
      abi: serviceRecordsAbi,
      functionName: "attest",
      args: [service, 1, 0, "https://example.org/proof", sha256("0x01"), timestamp + BigInt(90 * DAY)],
    });
    return { target: dao.market.deployment.contracts.ServiceRecords, data };
  }

  it("names the roles, their members with their delays, and who may veto", async () => {
    await dao.index.indexer.reach();
    const { db } = dao.index.indexer;
    const { StoaGovernor, AuditCouncil } = dao.market.deployment.contracts;
    const members = await db.select().from(schema.roleMember);
    const roles = await db.select().from(schema.role);
    const label = (id: bigint) => roles.find((role) => role.id === id)?.label;
    expect([1n, 2n, 3n, 10n].map(label)).to.deep.equal(["OPERATIONS", "TREASURY", "UPGRADE", "GUARDIAN"]);
    for (const { roleId, account, delay, revokedAt } of members) {
      const [isMember, chainDelay] = await dao.market.admin.readContract({
        ...dao.authority,
        functionName: "hasRole",
        args: [roleId, account],
      });
      expect(revokedAt === null, `${account} in ${roleId}`).to.equal(isMember);
      if (isMember) expect(delay).to.equal(chainDelay);
    }
    const admins = members.filter(({ roleId, revokedAt }) => roleId === 0n && revokedAt === null);
    expect(admins.map(({ account, delay }) => [account, delay])).to.deep.equal([
      [lower(StoaGovernor), 14 * DAY],
    ]);
    const auditor = members.find(({ roleId, account }) => roleId === 42n && account === lower(AuditCouncil));
    expect(auditor?.delay).to.equal(DAY);
    expect(roles.find(({ id }) => id === 42n)).to.include({ guardian: 10n, admin: 0n });
  });

  it("says which role each function of which contract belongs to", async () => {
    await dao.index.indexer.reach();
    const mapped = await dao.index.indexer.db.select().from(schema.functionRole);
    expect(mapped.length).to.be.greaterThan(20);
    for (const { target, selector, roleId, contract, signature } of mapped) {
      const args = [target, selector] as const;
      expect(roleId).to.equal(
        await dao.market.admin.readContract({
          ...dao.authority,
          functionName: "getTargetFunctionRole",
          args,
        }),
      );
      expect(contract, target).to.be.a("string");
      expect(signature, `${contract} ${selector}`).to.be.a("string");
    }
    const fees = mapped.find(({ contract }) => contract === "FeeSchedule");
    expect(fees).to.include({ roleId: 1n });
    expect(fees?.signature).to.match(/^publishFees\(/);
  });

  it("shows the councils with their members and their term", async () => {
    await dao.index.indexer.reach();
    const rows = await dao.index.indexer.db.select().from(schema.council).orderBy(asc(schema.council.name));
    const names = ["AuditCouncil", "GrantsCouncil", "GuardianCouncil"] as const;
    expect(rows.map(({ name }) => name)).to.deep.equal(names);
    for (const [at, name] of names.entries()) {
      const { admin } = dao.market;
      const contract = dao.council(name);
      const members = await admin.readContract({ ...contract, functionName: "members" });
      expect(rows[at]?.members).to.deep.equal(members.map(lower));
      expect(rows[at]).to.include({
        address: lower(contract.address),
        threshold: Number(await admin.readContract({ ...contract, functionName: "threshold" })),
        termEnd: await admin.readContract({ ...contract, functionName: "termEnd" }),
      });
    }
  });

  it("follows a council's call over its approvals and the Authority's delay to its effect", async () => {
    const { target, data } = await attestation();
    const id = await dao.suggest("AuditCouncil", [13, 14], target, data);
    const proposed = await councilRow("AuditCouncil", id);
    expect(proposed).to.include({
      proposer: lower(dao.addressOf(13)),
      approvals: 2,
      scheduledAs: null,
      enactedAt: null,
    });
    expect(proposed.call).to.deep.include({ contract: "ServiceRecords", data });
    expect(proposed.call.signature).to.match(/^attest\(/);

    await dao.enact("AuditCouncil", 13, id);
    const { operation } = schema;
    const waiting = async () => {
      const { scheduledAs } = await councilRow("AuditCouncil", id);
      return dao.index.onlyRow(() =>
        dao.index.indexer.db.select().from(operation).where(eq(operation.id, scheduledAs!)),
      );
    };
    expect(await waiting()).to.include({
      caller: lower(dao.council("AuditCouncil").address),
      eta: (await dao.now()) + BigInt(DAY),
      executedAt: null,
    });
    await dao.market.pass(DAY);
    await dao.enact("AuditCouncil", 14, id);
    const now = await dao.now();
    expect(await waiting()).to.include({ executedAt: now, cancelledAt: null });
    expect(await councilRow("AuditCouncil", id)).to.include({ enactedAt: now });
  });

  it("shows an approval that was taken back, and what the guardians vetoed while it waited", async () => {
    const { target, data } = await attestation();
    const id = await dao.suggest("AuditCouncil", [13, 14, 15], target, data);
    const who = await dao.person(15);
    await dao.market.done(
      who.writeContract({
        ...dao.council("AuditCouncil"),
        functionName: "withdrawApproval",
        args: [id],
      }),
    );
    expect(await councilRow("AuditCouncil", id)).to.include({ approvals: 2 });
    const { councilApproval } = schema;
    const taken = await dao.index.onlyRow(() =>
      dao.index.indexer.db
        .select()
        .from(councilApproval)
        .where(and(eq(councilApproval.proposalId, id), eq(councilApproval.member, lower(dao.addressOf(15))))),
    );
    expect(taken.withdrawnAt).to.equal(await dao.now());

    await dao.enact("AuditCouncil", 13, id);
    const caller = dao.council("AuditCouncil").address;
    const veto = encodeFunctionData({
      abi: dao.authority.abi,
      functionName: "cancel",
      args: [caller, target, data],
    });
    await dao.decide("GuardianCouncil", [7, 9], dao.authority.address, veto);
    const { scheduledAs } = await councilRow("AuditCouncil", id);
    const { operation } = schema;
    const stopped = await dao.index.onlyRow(() =>
      dao.index.indexer.db.select().from(operation).where(eq(operation.id, scheduledAs!)),
    );
    expect(stopped).to.include({ executedAt: null, cancelledAt: await dao.now() });
  });
});
