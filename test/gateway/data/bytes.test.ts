/** The places in the bytes: JSON members, splices, events. */
import { expect } from "chai";
import { closingBrace, membersAt } from "../../../gateway/data/json-scan.ts";
import { readMessage } from "../../../gateway/data/read-message.ts";
import { withId, withPaymentResponse } from "../../../gateway/data/splice.ts";
import { dataOf, EventSplitter, withData } from "../../../gateway/data/sse.ts";

/** A generator of numbers from a seed, so that a failure can be run again. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const STRINGS = ["", "a", '"', "\\", '\\"}', "{", "]", "δ", "𝕊", "\u0000", "a,b:c", " "];

function randomJson(random: (below: number) => number, depth = 0): unknown {
  switch (random(depth > 3 ? 4 : 6)) {
    case 0:
      return STRINGS[random(STRINGS.length)];
    case 1:
      return random(2) === 0 ? -1.5e-7 : random(1_000_000);
    case 2:
      return [true, false, null][random(3)];
    case 3:
      return [];
    case 4:
      return Array.from({ length: random(4) }, () => randomJson(random, depth + 1));
    default:
      return Object.fromEntries(
        Array.from({ length: random(5) }, (_, index) => [
          `${STRINGS[random(STRINGS.length)]}${index}`,
          randomJson(random, depth + 1),
        ]),
      );
  }
}

describe("finding members of JSON", () => {
  it("cuts any object into the members that JSON.parse finds, in all spacings", () => {
    const random = randomFrom(1);
    let members = 0;
    for (let round = 0; round < 2_000; round++) {
      const value = { first: randomJson(random), ...(randomJson(random) as object) };
      const text = JSON.stringify(value, null, [undefined, 1, "\t", "\r\n"][random(4)]);
      const bytes = Buffer.from(`${" ".repeat(random(3))}${text}`);
      const found = membersAt(bytes, 0)!;
      expect(found.map(({ key }) => key)).to.deep.equal(Object.keys(value));
      for (const { key, valueStart, valueEnd } of found)
        expect(JSON.parse(bytes.toString("utf8", valueStart, valueEnd))).to.deep.equal(
          (value as Record<string, unknown>)[key],
        );
      expect(closingBrace(bytes, 0)).to.equal(bytes.lastIndexOf("}"));
      members += found.length;
    }
    expect(members).to.be.greaterThan(3_000);
  });

  it("reads escaped keys as parsers do, and finds no object in other values", () => {
    expect(membersAt(Buffer.from('{"n\\u0061me":1}'), 0)![0]!.key).to.equal("name");
    for (const text of ["[]", '"{}"', "1", "null"])
      expect(membersAt(Buffer.from(text), 0)).to.equal(undefined);
  });

  it("walks through nesting as deep as a body can be", () => {
    const depth = 500_000;
    const bytes = Buffer.from(`{"a":${"[".repeat(depth)}${"]".repeat(depth)},"b":1}`);
    expect(membersAt(bytes, 0)!.map(({ key }) => key)).to.deep.equal(["a", "b"]);
  });
});

describe("putting a receipt into a response", () => {
  const receipt = '{"success":true}';
  const cases: [name: string, response: string, expected: string][] = [
    [
      "without _meta",
      '{"result":{"a":1}}',
      `{"result":{"_meta":{"x402/payment-response":${receipt}},"a":1}}`,
    ],
    [
      "with an empty result",
      '{"result": { } }',
      `{"result": {"_meta":{"x402/payment-response":${receipt}} } }`,
    ],
    [
      "with an empty _meta",
      '{"result":{"_meta":{ }}}',
      `{"result":{"_meta":{ "x402/payment-response":${receipt}}}}`,
    ],
    [
      "with a full _meta",
      '{"result":{"_meta":{"a":1.0} }}',
      `{"result":{"_meta":{"a":1.0,"x402/payment-response":${receipt}} }}`,
    ],
    [
      "with a _meta that is none",
      '{"result":{"_meta":7}}',
      `{"result":{"_meta":{"x402/payment-response":${receipt}}}}`,
    ],
    [
      "with a forged one",
      '{"result":{"_meta":{"x402/payment-response":1}}}',
      `{"result":{"_meta":{"x402/payment-response":${receipt}}}}`,
    ],
    [
      "with two forged ones, one of them escaped",
      '{"result":{"_meta":{"x402/payment-response":1,"a":2,"x402\\/payment-response":3}}}',
      `{"result":{"_meta":{"a":2,"x402/payment-response":${receipt}}}}`,
    ],
    ["that is an error", '{"error":{"code":1}}', '{"error":{"code":1}}'],
  ];
  for (const [name, response, expected] of cases)
    it(name, () => expect(withPaymentResponse(Buffer.from(response), receipt).toString()).to.equal(expected));

  it("gives it the id of who asks again", () => {
    const answer = Buffer.from('{"result":{"id":5}, "id" : 1 }');
    expect(withId(answer, '"x"').toString()).to.equal('{"result":{"id":5}, "id" : "x" }');
  });
});

describe("cutting a stream into events", () => {
  const stream = [
    ": comment\n\n",
    "data: a\r\ndata: b\r\n\r\n",
    "event: x\rdata:c\r\r",
    "\n",
    "id: 1\ndata: 𝕊\n\n",
  ];

  it("finds the same events however the bytes are cut", () => {
    const bytes = Buffer.from(stream.join(""));
    const random = randomFrom(2);
    for (let round = 0; round < 500; round++) {
      const splitter = new EventSplitter();
      const events: Buffer[] = [];
      for (let at = 0; at < bytes.length;) {
        const size = 1 + random(6);
        events.push(...splitter.push(bytes.subarray(at, at + size)));
        at += size;
      }
      expect(events.map(String).join("") + splitter.rest.toString()).to.equal(bytes.toString());
      expect(events.map(dataOf).filter((data) => data !== undefined)).to.deep.equal(["a\nb", "c", "𝕊"]);
    }
  });

  it("keeps an event's other lines when its data changes", () => {
    const event = Buffer.from("id: 3\r\ndata: {\r\ndata: }\r\nretry: 5\r\n\r\n");
    expect(withData(event, "{\n1}").toString()).to.equal("id: 3\ndata: {\ndata: 1}\nretry: 5\n\n");
  });
});

describe("the hash of a request", () => {
  function hashOf(body: string): string {
    const read = readMessage(Buffer.from(body));
    return "message" in read ? read.message.requestHash() : JSON.stringify(read.refusal);
  }
  const call = (params: string, id = "1") =>
    `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{${params}}}`;

  it("is the same whoever pays and however the message is numbered", () => {
    const plain = hashOf(call('"name":"a","arguments":{"x":1}'));
    expect(hashOf(call('"name":"a","arguments":{"x":1},"_meta":{"x402/payment":{}}', '"7"'))).to.equal(plain);
  });

  it("is another for another tool, other arguments, or an answer to a question", () => {
    const hashes = [
      call('"name":"a","arguments":{"x":1}'),
      call('"name":"b","arguments":{"x":1}'),
      call('"name":"a","arguments":{"x":2}'),
      call('"name":"a","arguments":{"x":1},"requestState":"s"'),
    ].map(hashOf);
    expect(new Set(hashes).size).to.equal(4);
  });
});
