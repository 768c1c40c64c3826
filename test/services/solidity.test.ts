import { expect } from "chai";
import { createCompiler } from "../../services/solidity/compiler.ts";
import { createSolidityService } from "../../services/solidity/service.ts";
import { ERAS } from "./helpers/clients.ts";
import { serviceFixture, type ServiceFixture } from "./helpers/fixture.ts";

const COUNTER = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;
contract Counter {
    uint256 public count;
    function add(uint256 amount) external { count += amount; }
}
`;

describe("the Solidity compiler", () => {
  let service: ServiceFixture;
  before(async () => {
    service = await serviceFixture(createSolidityService());
  });
  after(() => service.close());

  for (const era of ERAS) {
    describe(`in ${era}`, () => {
      it("offers four described tools with schemas for input and output", async () => {
        const tools = await (await service.client(era)).tools();
        expect(tools.map(({ name }) => name)).to.have.members([
          "compile",
          "warnings",
          "abi",
          "bytecode_size",
        ]);
        for (const tool of tools) {
          expect(tool.description).to.be.a("string").with.length.above(30);
          expect(tool.outputSchema).to.have.property("type", "object");
        }
      });

      it("compiles a contract to code, ABI and selectors", async () => {
        const client = await service.client(era);
        const { structured, isError } = await client.call("compile", { source: COUNTER });
        expect(isError).to.equal(false);
        expect(structured).to.include({ success: true });
        const [counter] = structured["contracts"] as Record<string, never>[];
        expect(counter).to.include({ name: "Counter", file: "Contract.sol" });
        expect(counter?.["selectors"]).to.deep.equal({
          "add(uint256)": "0x1003e2d2",
          "count()": "0x06661abd",
        });
        expect(counter?.["bytecode"]).to.match(/^0x60[0-9a-f]{100,}$/);
        expect(counter?.["abi"]).to.have.length(2);
      });

      it("names file, line and column of an error, as a result", async () => {
        const client = await service.client(era);
        const source = COUNTER.replace("count += amount", "cuont += amount");
        const { structured, isError } = await client.call("compile", { source });
        expect(isError).to.equal(false);
        expect(structured["success"]).to.equal(false);
        const [first] = structured["diagnostics"] as Record<string, unknown>[];
        expect(first).to.include({
          severity: "error",
          code: "7576",
          file: "Contract.sol",
          line: 5,
          column: 45,
        });
        expect(first?.["message"]).to.match(/Undeclared identifier/);
      });
    });
  }

  it("counts columns in characters where the line has others than ASCII", async () => {
    const client = await service.client(ERAS[1]!);
    const source = COUNTER.replace("{ count += amount; }", "{ /* ÄÖ */ cuont += amount; }");
    const { structured } = await client.call("warnings", { source });
    expect((structured["diagnostics"] as Record<string, unknown>[])[0]).to.include({ line: 5, column: 54 });
  });

  it("reports warnings without failing", async () => {
    const client = await service.client(ERAS[0]!);
    const source = COUNTER.replace("count += amount;", "count += amount; uint256 unused;");
    const { structured } = await client.call("warnings", { source });
    expect(structured["success"]).to.equal(true);
    const [warning] = structured["diagnostics"] as Record<string, unknown>[];
    expect(warning).to.include({ severity: "warning", code: "2072", line: 5 });
  });

  it("resolves imports between the sources and from OpenZeppelin, and returns only the caller's contracts", async () => {
    const client = await service.client(ERAS[1]!);
    const sources = {
      "lib/Base.sol":
        "pragma solidity ^0.8.20; abstract contract Base { function one() public pure returns (uint) { return 1; } }",
      "Token.sol": `pragma solidity ^0.8.20; import "./lib/Base.sol"; import "@openzeppelin/contracts/token/ERC20/ERC20.sol";
        contract Token is Base, ERC20 { constructor() ERC20("T", "T") {} }`,
    };
    const { structured } = await client.call("abi", { sources, contract: "Token" });
    const contracts = structured["contracts"] as { name: string; selectors: Record<string, string> }[];
    expect(contracts.map(({ name }) => name)).to.deep.equal(["Token"]);
    expect(contracts[0]?.selectors).to.include({
      "transfer(address,uint256)": "0xa9059cbb",
      "one()": "0x901717d1",
    });
  });

  it("measures code against the limits of EIP-170 and EIP-3860", async () => {
    const client = await service.client(ERAS[1]!);
    const { structured } = await client.call("bytecode_size", { source: COUNTER });
    const [counter] = structured["contracts"] as {
      runtimeBytes: number;
      headroom: number;
      fits: boolean;
    }[];
    expect(counter?.runtimeBytes).to.be.within(100, 400);
    expect(counter?.headroom).to.equal(24_576 - (counter?.runtimeBytes ?? 0));
    expect(counter?.fits).to.equal(true);
  });

  it("says that a large contract does not fit", async () => {
    const client = await service.client(ERAS[1]!);
    const text = "x".repeat(25_000);
    const source = `pragma solidity ^0.8.20; contract Big { function text() external pure returns (string memory) { return "${text}"; } }`;
    const { structured } = await client.call("bytecode_size", { source });
    expect((structured["contracts"] as object[])[0]).to.include({ name: "Big", fits: false });
  });

  const refused: [what: string, args: Record<string, unknown>, message: RegExp][] = [
    ["no source at all", {}, /Give either `source` .* or `sources`/],
    ["both forms of sources", { source: "x", sources: { a: "y" } }, /Give either/],
    ["more than 256 KB", { source: " ".repeat(262_145) }, /262145 bytes; the limit is 262144/],
    ["a contract that is not there", { source: COUNTER, contract: "Caunter" }, /no contract "Caunter"/],
    ["an EVM that does not exist", { source: COUNTER, evmVersion: "moscow" }, /evmVersion/],
  ];
  for (const [what, args, message] of refused) {
    it(`refuses ${what}`, async () => {
      const client = await service.client(ERAS[1]!);
      const { isError, text } = await client.call("compile", args);
      expect(isError).to.equal(true);
      expect(text).to.match(message);
    });
  }

  for (const path of [
    "/etc/passwd",
    "../../package.json",
    "@openzeppelin/contracts/../../../package.json",
    "@openzeppelin/contracts/package.json",
  ]) {
    it(`does not let a source read ${path}`, async () => {
      const client = await service.client(ERAS[1]!);
      const source = `pragma solidity ^0.8.20; import "${path}"; contract A {}`;
      const { structured } = await client.call("warnings", { source });
      expect(structured["success"]).to.equal(false);
      const diagnostics = structured["diagnostics"] as { severity: string; message: string }[];
      const error = diagnostics.find(({ severity }) => severity === "error");
      expect(error?.message).to.match(/Source ".*" not found: .*(not among the sources|there is no file)/);
      expect(JSON.stringify(structured)).not.to.match(/root:|"name": "stoa"/);
    });
  }

  it("stops a compilation that takes too long, and compiles again afterwards", async () => {
    const compiler = createCompiler({ timeout: 5_000, idle: 60_000 });
    const slow = await serviceFixture(createSolidityService(compiler));
    try {
      const client = await slow.client(ERAS[1]!);
      const many = Array.from(
        { length: 400 },
        (_, index) => `
        function f${index}(uint a, uint b) external pure returns (uint c) { for (uint i; i < a; i++) { c += a ** b / (i + ${index + 1}); } }`,
      );
      const source = `pragma solidity ^0.8.20; contract Slow { ${many.join("")} }`;
      const { isError, text } = await client.call("compile", { source, viaIR: true });
      expect(isError).to.equal(true);
      expect(text).to.match(/took too long and was stopped/);
      expect((await client.call("compile", { source: COUNTER })).structured["success"]).to.equal(true);
    } finally {
      await slow.close();
    }
  });
});
