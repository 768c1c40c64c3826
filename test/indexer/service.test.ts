import { expect } from "chai";
import { eq, ilike } from "drizzle-orm";
import { sha256, toHex, zeroHash, type Hex } from "viem";
import { manifestBytes } from "../../contracts/manifest.ts";
import * as schema from "../../indexer/ponder.schema.ts";
import { demoAccount } from "../../scripts/start/accounts.ts";
import { indexedMarket, lower, type Indexed } from "./fixture.ts";
import { DAY, manifestOf, NO_PERMIT, PER_CALL, USDC } from "../../scripts/scenarios/market.ts";

describe("the index of a service", function () {
  this.timeout(300_000);
  let market: Indexed["market"];
  let indexer: Indexed["indexer"];
  let onlyRow: Indexed["onlyRow"];
  let serviceRow: Indexed["serviceRow"];
  let publisher: Hex;
  let id: bigint;
  before(async () => {
    ({ market, indexer, onlyRow, serviceRow, publisher } = await indexedMarket());
    id = await market.list("acme/solc");
  });

  it("shows name, owner, manifest, terms and stake in one row", async () => {
    const manifest = manifestOf("acme/solc");
    const row = await serviceRow(id);
    expect(row).to.include({
      name: "acme/solc",
      namespace: "acme",
      owner: publisher,
      payee: publisher,
      agentUri: "https://example.org/acme/solc.json",
      status: "active",
      versionNumber: 1,
      version: "1.0.0",
      codeHash: sha256("0x02"),
      manifestHash: sha256(manifestBytes(manifest)),
      manifestValid: true,
      manifestProblem: null,
      title: "Solidity compiler",
      language: "typescript",
      license: "MIT",
      author: "Ada",
      endpoint: "http://127.0.0.1:4101/mcp",
      model: "perCall",
      class: "selfHosted",
      chargeOnError: false,
      maxPrice: 20_000n,
      nextTermsId: null,
      stake: 100n * USDC,
      stakeThawing: 0n,
    });
    expect(row.categories).to.deep.equal(["developer-tools", "blockchain"]);
    expect(row.manifest).to.deep.equal(manifest);
  });

  it("is found by a word of its name, title, description or category, over SQL and GraphQL", async () => {
    await indexer.reach();
    for (const word of ["SOLC", "compiler", "warnings", "blockchain"]) {
      const query = ilike(schema.service.searchText, `%${word}%`);
      const rows = await indexer.db.select().from(schema.service).where(query);
      expect(
        rows.map((row) => row.id),
        word,
      ).to.include(id);
    }
    const { services } = await indexer.graphql(
      `{ services(where: { searchText_contains: "acme/solc solidity" }) { items { id name stake versions { items { version } } } } }`,
    );
    expect(services).to.deep.equal({
      items: [
        {
          id: String(id),
          name: "acme/solc",
          stake: String(100n * USDC),
          versions: { items: [{ version: "1.0.0" }] },
        },
      ],
    });
  });

  it("follows a new version, and keeps the old one", async () => {
    const manifest = manifestOf("acme/solc", { version: "2.0.0", description: "Now with gas." });
    await market.done(
      market.publisher.writeContract({
        ...market.services,
        functionName: "publishVersion",
        args: [id, { semver: "2.0.0", codeHash: sha256("0x03"), uri: "" }, toHex(manifestBytes(manifest))],
      }),
    );
    const row = await serviceRow(id);
    expect(row).to.include({ versionNumber: 2, version: "2.0.0", description: "Now with gas." });
    const versions = await indexer.db
      .select()
      .from(schema.serviceVersion)
      .where(eq(schema.serviceVersion.serviceId, id));
    expect(versions.map(({ version }) => version).sort()).to.deep.equal(["1.0.0", "2.0.0"]);
  });

  it("announces changed terms until they are in force, and drops terms that were replaced while they waited", async () => {
    const propose = (maxPrice: bigint) =>
      market.done(
        market.publisher.writeContract({
          ...market.services,
          functionName: "proposeTerms",
          args: [id, { ...PER_CALL, maxPrice }],
        }),
      );
    const currentTerms = () =>
      market.admin.readContract({ ...market.services, functionName: "currentTerms", args: [id] });

    await propose(30_000n);
    await propose(40_000n);
    const announced = await serviceRow(id);
    const [before] = await currentTerms();
    expect(announced).to.include({ termsId: before, maxPrice: 20_000n });
    const next = await onlyRow(() =>
      indexer.db
        .select()
        .from(schema.terms)
        .where(eq(schema.terms.termsId, announced.nextTermsId ?? zeroHash)),
    );
    expect(next).to.include({ maxPrice: 40_000n, effectiveAt: announced.nextTermsAt });

    await market.pass(8 * DAY);
    expect((await currentTerms())[0]).to.equal(announced.nextTermsId);
    await propose(50_000n);
    const [after] = await currentTerms();
    expect(await serviceRow(id)).to.include({ termsId: after, maxPrice: 40_000n });
  });

  it("follows its status and its stake: thaw, cancel, thaw again, withdraw, and each as an event", async () => {
    const { services, publisher: owner } = market;
    await market.done(owner.writeContract({ ...services, functionName: "setStatus", args: [id, 2] }));
    expect((await serviceRow(id)).status).to.equal("maintenance");

    const thaw = (amount: bigint) =>
      market.done(owner.writeContract({ ...services, functionName: "thawStake", args: [id, amount] }));
    await thaw(60n * USDC);
    const [stake] = [await market.admin.readContract({ ...services, functionName: "stakeOf", args: [id] })];
    expect(await serviceRow(id)).to.include({
      stake: stake.amount,
      stakeThawing: stake.thawing,
      stakeThawEnd: stake.thawEnd,
    });
    await market.done(owner.writeContract({ ...services, functionName: "cancelStakeThaw", args: [id] }));
    expect(await serviceRow(id)).to.include({ stakeThawing: 0n, stakeThawEnd: 0n });

    await thaw(40n * USDC);
    await market.pass(14 * DAY);
    const to = demoAccount(11).address;
    await market.done(owner.writeContract({ ...services, functionName: "withdrawStake", args: [id, to] }));
    expect(await serviceRow(id)).to.include({ stake: 60n * USDC, stakeThawing: 0n });

    const events = await indexer.db
      .select()
      .from(schema.stakeEvent)
      .where(eq(schema.stakeEvent.serviceId, id))
      .orderBy(schema.stakeEvent.id);
    expect(events.map(({ kind, amount, party }) => [kind, amount, party])).to.deep.equal([
      ["staked", 100n * USDC, publisher],
      ["thawing", 60n * USDC, null],
      ["thawCancelled", 60n * USDC, null],
      ["thawing", 40n * USDC, null],
      ["withdrawn", 40n * USDC, lower(to)],
    ]);
  });

  it("pays the wallet that its owner named, and the buyer after a sale", async () => {
    const { services, publisher: owner, admin } = market;
    const wallet = demoAccount(12);
    const { timestamp } = await admin.getBlock();
    const deadline = timestamp + 60n;
    const signature = await wallet.signTypedData({
      domain: {
        name: "ERC8004IdentityRegistry",
        version: "1",
        chainId: market.deployment.chainId,
        verifyingContract: services.address,
      },
      types: {
        AgentWalletSet: [
          { name: "agentId", type: "uint256" },
          { name: "newWallet", type: "address" },
          { name: "owner", type: "address" },
          { name: "deadline", type: "uint256" },
        ],
      },
      primaryType: "AgentWalletSet",
      message: { agentId: id, newWallet: wallet.address, owner: owner.account.address, deadline },
    });
    await market.done(
      owner.writeContract({
        ...services,
        functionName: "setAgentWallet",
        args: [id, wallet.address, deadline, signature],
      }),
    );
    expect(await serviceRow(id)).to.include({
      payee: lower(wallet.address),
      agentWallet: lower(wallet.address),
    });

    const buyer = market.payer2.account.address;
    await market.done(
      owner.writeContract({
        ...services,
        functionName: "transferFrom",
        args: [owner.account.address, buyer, id],
      }),
    );
    const payee = await admin.readContract({ ...services, functionName: "payeeOf", args: [id] });
    expect(payee).to.equal(buyer);
    expect(await serviceRow(id)).to.include({
      owner: lower(buyer),
      payee: lower(buyer),
      agentWallet: null,
    });
  });

  it("is described once it is named, when an ERC-8004 agent published its manifest first", async () => {
    const { services, publisher: owner, admin } = market;
    const { result: agent } = await admin.simulateContract({
      ...services,
      functionName: "register",
      account: owner.account,
    });
    const send = (call: Promise<Hex>) => market.done(call);
    await send(owner.writeContract({ ...services, functionName: "register" }));
    await send(
      owner.writeContract({
        ...services,
        functionName: "publishVersion",
        args: [
          agent,
          { semver: "1.0.0", codeHash: sha256("0x02"), uri: "" },
          toHex(manifestBytes(manifestOf("acme/late"))),
        ],
      }),
    );
    expect(await serviceRow(agent)).to.include({ name: null, manifestValid: false, title: null });
    await send(
      owner.writeContract({ ...services, functionName: "stake", args: [agent, 100n * USDC, NO_PERMIT] }),
    );
    await send(owner.writeContract({ ...services, functionName: "nameService", args: [agent, "acme/late"] }));
    expect(await serviceRow(agent)).to.include({
      name: "acme/late",
      manifestValid: true,
      title: "Solidity compiler",
    });
  });
});
