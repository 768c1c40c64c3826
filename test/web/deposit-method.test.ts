import { readFileSync } from "node:fs";
import { expect } from "chai";
import { createPublicClient, http, type Abi, type Hex, type PublicClient } from "viem";
import { demoAccount } from "../../scripts/start/accounts.ts";
import { depositMethodOf } from "../../web/src/lib/deposit-method.ts";
import { startTestChain, type TestChain } from "../helpers/local-chain.ts";

describe("how a token is deposited", function () {
  this.timeout(60_000);
  let chain: TestChain;
  let client: PublicClient;
  before(async () => {
    chain = await startTestChain();
    client = createPublicClient({ transport: http(chain.url) });
  });
  after(() => chain.close());

  /** Deploys a contract by the path of its artifact. */
  async function deployed(path: string, args: readonly unknown[] = []) {
    const artifact = JSON.parse(readFileSync(`artifacts/contracts/${path}.json`, "utf8")) as {
      abi: Abi;
      bytecode: Hex;
    };
    const hash = await chain.client.deployContract({
      ...artifact,
      args,
      account: demoAccount(0),
      chain: null,
    });
    const { contractAddress } = await chain.client.waitForTransactionReceipt({ hash });
    if (!contractAddress) throw new Error("nothing was deployed");
    return contractAddress;
  }

  it("is by authorisation (EIP-3009) where the token takes one with the signature as bytes", async () => {
    const token = await deployed("local/TestUSDC.sol/TestUSDC");
    expect(await depositMethodOf(client, token)).to.equal("authorization");
  });

  it("is by permit (EIP-2612) where that is all there is", async () => {
    const token = await deployed("dao/StoaToken.sol/StoaToken", [demoAccount(0).address]);
    expect(await depositMethodOf(client, token)).to.equal("permit");
  });

  it("is by approval for any other ERC-20", async () => {
    const token = await deployed("mocks/HostileTokens.sol/FalseToken");
    expect(await depositMethodOf(client, token)).to.equal("approval");
  });
});
