import { expect } from "chai";
import { fieldsOf } from "../../web/src/lib/json-schema.ts";
import { exampleOf } from "../../web/src/lib/tool-example.ts";
import { exampleValues, initialValues, readForm } from "../../web/src/lib/tool-form.ts";

const SCHEMA = {
  type: "object",
  required: ["city", "unit"],
  properties: {
    city: { type: "string", description: "Where." },
    unit: { enum: ["C", "F"] },
    days: { type: "integer", minimum: 1, maximum: 10, default: 3 },
    factor: { type: "number" },
    hourly: { type: "boolean" },
    sql: { type: "string" },
    points: { type: "array", items: { type: "object", properties: { x: { type: "number" } } } },
    either: { anyOf: [{ type: "string" }, { type: "number" }] },
  },
};

describe("a tool's schema as a form", () => {
  const fields = fieldsOf(SCHEMA);
  const field = (name: string) => fields.find((candidate) => candidate.name === name);

  it("gives each simple type its control and leaves the rest to JSON", () => {
    expect(fields.map(({ name, kind }) => `${name} ${kind}`)).to.deep.equal([
      "city text",
      "unit choice",
      "days integer",
      "factor number",
      "hourly boolean",
      "sql multiline",
      "points json",
      "either json",
    ]);
  });

  it("says types and bounds in words, down into lists", () => {
    expect(field("days")?.type).to.equal("integer, at least 1, at most 10");
    expect(field("unit")?.type).to.equal('"C" | "F"');
    expect(field("points")?.type).to.equal("list of object");
    expect(field("points")?.children.map(({ name }) => name)).to.deep.equal(["x"]);
    expect(field("either")?.type).to.equal("string or number");
  });

  it("starts with the defaults, and sends nothing that was not set", () => {
    const { arguments: sent, errors } = readForm(fields, { ...initialValues(fields), city: "Athens" });
    expect(errors).to.deep.equal({});
    expect(sent).to.deep.equal({ city: "Athens", unit: "C", days: 3 });
  });

  it("turns text into the types that the schema asks for", () => {
    const { arguments: sent } = readForm(fields, {
      city: "Athens",
      unit: '"F"',
      days: "7",
      factor: "1.5",
      hourly: "true",
      points: '[{"x":1}]',
      either: '"a"',
    });
    expect(sent).to.deep.equal({
      city: "Athens",
      unit: "F",
      days: 7,
      factor: 1.5,
      hourly: true,
      points: [{ x: 1 }],
      either: "a",
    });
  });

  it("says what is wrong where it is wrong", () => {
    const { errors } = readForm(fields, { unit: '"C"', days: "1.5", factor: "much", points: "[" });
    expect(errors["city"]).to.equal("This field is needed.");
    expect(errors["days"]).to.equal("A whole number is needed.");
    expect(errors["factor"]).to.equal("A number is needed.");
    expect(errors["points"]).to.match(/^This is not JSON/);
  });

  it("survives schemas that are none", () => {
    for (const schema of [undefined, null, 7, "object", [], {}, { properties: 3 }, { type: "object" }])
      expect(fieldsOf(schema)).to.deep.equal([]);
  });
});

describe("a tool's example", () => {
  it("is taken from the schema first, else from JSON in the description", () => {
    expect(
      exampleOf({ inputSchema: { examples: [{ a: 1 }] }, description: 'Example: {"a":2}' }),
    ).to.deep.equal({ a: 1 });
    expect(
      exampleOf({ inputSchema: {}, description: 'Draws. Example: {"a":{"b":[{"c":1}]}} and so on.' }),
    ).to.deep.equal({
      a: { b: [{ c: 1 }] },
    });
  });

  it("is absent where there is none to be had", () => {
    expect(exampleOf({ inputSchema: {}, description: "For example {not json}" })).to.equal(undefined);
    expect(exampleOf({ inputSchema: {}, description: '{"a":1}' })).to.equal(undefined);
    expect(exampleOf({ inputSchema: null })).to.equal(undefined);
  });

  it("fills the form and can be sent as it is", () => {
    const fields = fieldsOf(SCHEMA);
    const example = { city: "Delphi", unit: "F", points: [{ x: 2 }] };
    expect(readForm(fields, exampleValues(fields, example)).arguments).to.deep.equal({ ...example, days: 3 });
  });
});
