import { expect } from "chai";
import { encodeAbiParameters, numberToHex, parseEther, type Hex } from "viem";
import { fixture, GATEWAY, json } from "./fixture.ts";

const VISITOR = "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65";

/** A node that holds `accounts`, in front of which the visitor holds so much. */
async function withNode(
  held: { ether: bigint; tokens: bigint },
  accounts: readonly string[] = ["0x01", GATEWAY],
) {
  const sent: Record<string, Hex>[] = [];
  const home = await fixture({
    rpc: async (method, params) => {
      switch (method) {
        case "eth_accounts":
          return accounts;
        case "eth_getBalance":
          return numberToHex(held.ether);
        case "eth_call":
          return encodeAbiParameters([{ type: "uint256" }], [held.tokens]);
        case "eth_sendTransaction":
          sent.push(params[0] as Record<string, Hex>);
          return numberToHex(sent.length, { size: 32 });
        default:
          throw new Error(`not a faucet's business: ${method}`);
      }
    },
  });
  const ask = (body: unknown = { address: VISITOR }, headers?: Record<string, string>) =>
    home.app.request("/v1/faucet", json(body, headers));
  return { ...home, sent, ask };
}

async function codeOf(answer: Response): Promise<string> {
  return ((await answer.json()) as { error: { code: string } }).error.code;
}

describe("POST /v1/faucet", () => {
  it("gives ether for gas and test tokens, from the last of the node's accounts", async () => {
    const { ask, sent } = await withNode({ ether: 0n, tokens: 0n });
    const answer = await ask();
    expect(answer.status).to.equal(200);
    expect((await answer.json()) as object)
      .to.have.property("transactions")
      .with.lengthOf(2);
    expect(sent[0]).to.deep.equal({ from: GATEWAY, to: VISITOR, value: numberToHex(parseEther("1")) });
    expect(sent[1]).to.include({ from: GATEWAY });
  });

  it("gives only what is missing, and nothing to who has enough", async () => {
    const gas = await withNode({ ether: 0n, tokens: 10_000_000_000n });
    await gas.ask();
    expect(gas.sent.map(({ value }) => value)).to.deep.equal([numberToHex(parseEther("1"))]);

    const rich = await withNode({ ether: parseEther("0.1"), tokens: 10_000_000_000n });
    const answer = await rich.ask();
    expect(answer.status).to.equal(409);
    expect(await codeOf(answer)).to.equal("faucet_enough");
    expect(rich.sent).to.deep.equal([]);
  });

  it("gives once when it is asked twice at once", async () => {
    const { ask, sent } = await withNode({ ether: 0n, tokens: 0n });
    await Promise.all([ask(), ask({ address: VISITOR.toLowerCase() })]);
    expect(sent).to.have.lengthOf(2);
  });

  it("is not there on another chain, nor for another site's page, nor for what is no address", async () => {
    const { ask, sent, deps } = await withNode({ ether: 0n, tokens: 0n });
    const elsewhere = await fixture({ ...deps, config: { ...deps.config, local: false } });
    const abroad = await elsewhere.app.request("/v1/faucet", json({ address: VISITOR }));
    expect(await codeOf(abroad)).to.equal("local_chain_only");
    expect(await codeOf(await ask(undefined, { origin: "https://evil.example" }))).to.equal("origin_refused");
    expect(await codeOf(await ask({ address: "0x12" }))).to.equal("input_invalid");
    expect(sent).to.deep.equal([]);
  });

  it("says so when the node holds no account", async () => {
    const { ask } = await withNode({ ether: 0n, tokens: 0n }, []);
    expect(await codeOf(await ask())).to.equal("part_unreachable");
  });
});
