import { expect } from "chai";
import { PGlite, protocol } from "@electric-sql/pglite";
import { binaryArrays, type ArrayColumn } from "../../../gateway/store/binary-array.ts";

const { serialize } = protocol;

describe("an array in PostgreSQL's binary form", () => {
  let database: PGlite;
  before(async () => {
    database = await PGlite.create();
  });
  after(() => database.close());

  /** The elements as PostgreSQL understood them, as text; a null as `null`. */
  async function elements({ type, values }: ArrayColumn) {
    const shown = type === "bytea" ? "encode(value, 'hex')" : "value::text";
    const text = `select coalesce(${shown}, 'null') from unnest($1::${type}[]) with ordinality as given(value, place) order by place`;
    const { messages } = await database.execProtocol(
      Buffer.concat([
        serialize.parse({ text }),
        serialize.bind({ values: binaryArrays([{ type, values }]) }),
        serialize.execute({}),
        serialize.sync(),
      ]),
    );
    return messages.flatMap((message) =>
      message.name === "dataRow" ? (message as unknown as { fields: string[] }).fields : [],
    );
  }

  it("carries any text as it is", async () => {
    const values = ["plain", "", `{"quoted", \\ and {braces}}`, "ünïcödé 🜁", "NULL", " "];
    expect(await elements({ type: "text", values })).to.deep.equal(values);
  });

  it("carries bytes, and nulls beside them", async () => {
    const bytes = Uint8Array.from([0, 255, 92, 39]);
    expect(await elements({ type: "bytea", values: [bytes, null, new Uint8Array()] })).to.deep.equal([
      "00ff5c27",
      "null",
      "",
    ]);
    expect(await elements({ type: "text", values: [null, null] })).to.deep.equal(["null", "null"]);
  });

  it("carries whole numbers to their ends", async () => {
    const values = [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n), null];
    expect(await elements({ type: "bigint", values })).to.deep.equal(values.map(String));
    expect(await elements({ type: "integer", values: [7, -(2 ** 31)] })).to.deep.equal(["7", "-2147483648"]);
  });

  it("can be empty", async () => {
    expect(await elements({ type: "text", values: [] })).to.deep.equal([]);
  });
});
