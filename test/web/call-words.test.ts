import { expect } from "chai";
import { decodeFunctionData, encodeFunctionData, getAddress, pad, toHex, type Address } from "viem";
import {
  chargeDisputesAbi,
  constitutionAbi,
  feeScheduleAbi,
  treasuryAbi,
} from "../../contracts/generated.ts";
import type { ArgumentContext } from "../../web/src/lib/argument-text.ts";
import { argumentWords, parseArgument } from "../../web/src/lib/argument-text.ts";
import { callData, emptyValue } from "../../web/src/lib/call-form.ts";
import { callWords } from "../../web/src/lib/call-words.ts";
import type { StoaConfig } from "../../web/src/lib/config.ts";
import { DEPLOYED_ABIS } from "../../contracts/deployed-abis.ts";
import { contractNameOf } from "../../web/src/lib/contract-name.ts";
import { abiFunction, GOVERNED } from "../../web/src/lib/governed-functions.ts";

const names = Object.keys(DEPLOYED_ABIS) as (keyof StoaConfig["contracts"])[];
const addresses = names.map((name, index): [string, Address] => [
  name,
  getAddress(pad(toHex(index + 1), { size: 20 })),
]);
const contracts = Object.fromEntries(addresses) as StoaConfig["contracts"];
const context: ArgumentContext = {
  money: { symbol: "USDC", decimals: 6, address: contracts.USDC },
  stoa: { symbol: "STOA", decimals: 18, address: contracts.StoaToken },
  nameOf: (address) => contractNameOf(contracts, address),
};
const SOMEBODY = getAddress(pad("0xbeef", { size: 20 }));

describe("a call in words", () => {
  it("names contract, function and each argument with its unit", () => {
    const data = encodeFunctionData({
      abi: feeScheduleAbi,
      functionName: "publishFees",
      args: [0, 400, 3_000, 1_000, 1_000],
    });
    const words = callWords({ target: contracts.FeeSchedule, data }, contracts, context);
    expect(words).to.deep.equal({
      contract: "FeeSchedule",
      functionName: "publishFees",
      title: "Change the protocol fee",
      rows: [
        ["Class", "Self-hosted"],
        ["Fee", "4 %"],
        ["Gateway’s share", "30 %"],
        ["Integrator’s share", "10 %"],
        ["Share for review rewards", "10 %"],
      ],
    });
  });

  it("reads amounts in the token that the call names, and in base units of one that is not known", () => {
    const spend = (token: Address) =>
      callWords(
        {
          target: contracts.Treasury,
          data: encodeFunctionData({
            abi: treasuryAbi,
            functionName: "spend",
            args: [token, SOMEBODY, 2_500_000n, toHex("grants", { size: 32 })],
          }),
        },
        contracts,
        context,
      ).rows;
    expect(spend(contracts.USDC)).to.deep.equal([
      ["Token", "USDC"],
      ["To", SOMEBODY],
      ["Amount", "2.50 USDC"],
      ["Category", "grants"],
    ]);
    expect(spend(SOMEBODY)).to.deep.include(["Amount", "2500000 base units"]);
  });

  it("shows the fields of a struct", () => {
    const tier = {
      votingDelay: 86_400,
      votingPeriod: 5 * 86_400,
      thresholdBps: 10,
      quorumBps: 300,
      approvalBps: 5_000,
      minVoices: 0,
      overridable: true,
      rank: 1,
    };
    const data = encodeFunctionData({ abi: constitutionAbi, functionName: "setTier", args: [1n, tier] });
    const { rows } = callWords({ target: contracts.Constitution, data }, contracts, context);
    expect(rows).to.deep.include(["Role", "Operations"]);
    expect(rows).to.deep.include(["Tier · Voting period", "5 days"]);
    expect(rows).to.deep.include(["Tier · Quorum", "3 %"]);
    expect(rows).to.deep.include(["Tier · Overridable", "Yes"]);
  });

  it("claims to know nothing of a stranger's contract, an unknown function, or arguments that do not fit", () => {
    const data = encodeFunctionData({ abi: chargeDisputesAbi, functionName: "setDisputeBond", args: [1n] });
    const unknown = { functionName: undefined, title: undefined, rows: [] };
    expect(callWords({ target: SOMEBODY, data }, contracts, context)).to.deep.equal({
      ...unknown,
      contract: undefined,
    });
    const target = contracts.ChargeDisputes;
    for (const raw of ["0xdeadbeef", data.slice(0, 20), "0x"] as Address[])
      expect(callWords({ target, data: raw }, contracts, context)).to.deep.equal({
        ...unknown,
        contract: "ChargeDisputes",
      });
  });
});

describe("an argument as it is typed", () => {
  it("is read in its unit, and read back the same", () => {
    const read = (text: string, unit: Parameters<typeof parseArgument>[1], type: string) => {
      const parsed = parseArgument(text, unit, type, context);
      if ("problem" in parsed) throw new Error(parsed.problem);
      return [parsed.value, argumentWords(parsed.value, unit, context)];
    };
    expect(read("4.25", "percent", "uint16")).to.deep.equal([425, "4.25 %"]);
    expect(read("1.5", "duration", "uint32")).to.deep.equal([129_600, "1.5 days"]);
    expect(read("30", "duration", "uint64")).to.deep.equal([2_592_000n, "30 days"]);
    expect(read("25", "money", "uint96")).to.deep.equal([25_000_000n, "25.00 USDC"]);
    expect(read("0.5", "stoa", "uint96")).to.deep.equal([5n * 10n ** 17n, "0.50 STOA"]);
    expect(read("grants", "name", "bytes32")[1]).to.equal("grants");
    expect(read("3", "role", "uint64")).to.deep.equal([3n, "Upgrade"]);
    expect(read("true", "boolean", "bool")).to.deep.equal([true, "Yes"]);
  });

  it("is refused in words when it is none", () => {
    const problem = (text: string, unit: Parameters<typeof parseArgument>[1], type: string) =>
      parseArgument(text, unit, type, context);
    expect(problem("", "money", "uint96")).to.deep.equal({ problem: "This is needed." });
    expect(problem("101", "percent", "uint16")).to.have.property("problem");
    expect(problem("1.234", "percent", "uint16")).to.have.property("problem");
    expect(problem("soon", "duration", "uint32")).to.have.property("problem");
    expect(problem("0x12", "address", "address")).to.deep.equal({ problem: "An address is needed." });
    expect(problem("0x12", "hex", "bytes32")).to.deep.equal({ problem: "32 bytes are needed." });
    expect(problem("a name that is longer than 32 bytes", "name", "bytes32")).to.have.property("problem");
  });
});

describe("the form of a governed function", () => {
  for (const governed of GOVERNED)
    it(`has fields for ${governed.contract}.${governed.name}, and makes no call while they are empty`, () => {
      const { abi, item } = abiFunction(governed);
      const empty = item.inputs.map(emptyValue);
      expect(empty).to.have.length(item.inputs.length);
      const data = callData(abi, item, empty, context);
      expect(data === undefined).to.equal(item.inputs.length > 0);
    });

  it("makes the calldata of a budget with its bands", () => {
    const { abi, item } = abiFunction({ contract: "Treasury", name: "openBudget" });
    const bands = [
      ["1000", "0", "1"],
      ["5000", "1", "2"],
    ];
    const data = callData(
      abi,
      item,
      [[contracts.GrantsCouncil, contracts.USDC, "30", "9000", bands]],
      context,
    );
    expect(decodeFunctionData({ abi: treasuryAbi, data: data! }).args).to.deep.equal([
      {
        council: contracts.GrantsCouncil,
        token: contracts.USDC,
        window: 2_592_000,
        cap: 9_000_000_000n,
        bands: [
          { maxAmount: 1_000_000_000n, delay: 0, approvals: 1 },
          { maxAmount: 5_000_000_000n, delay: 86_400, approvals: 2 },
        ],
      },
    ]);
  });
});
