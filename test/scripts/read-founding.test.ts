import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { getAddress, pad, parseEther, toHex } from "viem";
import { PERSON_SCHEMA } from "../../scripts/deploy/founding.ts";
import { readFounding } from "../../scripts/deploy/read-founding.ts";
import { demoAccount } from "../../scripts/start/accounts.ts";

const somebody = (number: number) => getAddress(pad(toHex(0xb000 + number), { size: 20 }));
const COUNCIL = { members: [somebody(1), somebody(2)], threshold: 2 };
const FOUNDING = {
  councils: { guardian: COUNCIL, grants: COUNCIL, audit: COUNCIL },
  team: somebody(3),
  investors: somebody(4),
  community: [{ account: somebody(5), stoa: "400000000" }],
  contributors: [{ account: somebody(6), stoa: "0.5" }],
  credentials: { attester: somebody(7), eas: somebody(8), easVersion: "1.3.0" },
};

describe("a founding file", () => {
  let folder: string;
  let file: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "stoa-founding-"));
    file = join(folder, "founding.json");
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const read = (json: unknown) => {
    writeFileSync(file, JSON.stringify(json));
    return readFounding(file);
  };
  /** What is said of a file that is as the others but for this. */
  const complaint = (changes: object) => {
    try {
      read({ ...FOUNDING, ...changes });
    } catch (problem) {
      return (problem as Error).message.replace(`FOUNDING ${file}: `, "");
    }
    return undefined;
  };

  it("names the councils, the beneficiaries, the shares in STOA, and who attests persons", () => {
    expect(read(FOUNDING)).to.deep.equal({
      ...FOUNDING,
      councils: {
        guardian: { ...COUNCIL, threshold: 2n },
        grants: { ...COUNCIL, threshold: 2n },
        audit: { ...COUNCIL, threshold: 2n },
      },
      community: [{ account: somebody(5), amount: parseEther("400000000") }],
      contributors: [{ account: somebody(6), amount: parseEther("0.5") }],
      credentials: { ...FOUNDING.credentials, schema: PERSON_SCHEMA },
    });
  });

  it("is refused with the name of each thing that it lacks", () => {
    expect(complaint({ team: undefined, credentials: { attester: somebody(7) } })).to.equal(
      "team is missing; credentials.eas is missing; credentials.easVersion is missing",
    );
    expect(complaint({ councils: { guardian: COUNCIL } })).to.equal(
      "councils.grants is missing; councils.audit is missing",
    );
  });

  it("takes no address that is mistyped, zero, or a demo account", () => {
    const mistyped = somebody(3).toLowerCase().replace("b003", "B003");
    expect(complaint({ team: mistyped })).to.equal("team is no checksummed address");
    expect(complaint({ investors: pad("0x", { size: 20 }) })).to.equal("investors is the zero address");
    const { address } = demoAccount(7);
    const guardian = { members: [somebody(1), address], threshold: 1 };
    expect(complaint({ councils: { ...FOUNDING.councils, guardian } })).to.equal(
      "councils.guardian.members.1 is a demo account, whose key everybody knows",
    );
  });

  it("takes no council that could never agree, and nobody twice", () => {
    const of = (members: readonly string[], threshold: number) =>
      complaint({ councils: { ...FOUNDING.councils, audit: { members, threshold } } });
    const [first, second] = COUNCIL.members;
    expect(of([first!, second!], 3)).to.equal(
      "councils.audit.threshold is not between 1 and the number of members",
    );
    expect(of([first!, second!], 0)).to.equal(
      "councils.audit.threshold is not between 1 and the number of members",
    );
    expect(of([first!, first!], 1)).to.equal("councils.audit.members names somebody twice");
    expect(of([], 1)).to.include("councils.audit.members has nobody");
    const many = Array.from({ length: 16 }, (_, index) => somebody(20 + index));
    expect(of(many, 2)).to.equal("councils.audit.members has more than 15");
  });

  it("gives out no more than there is, and says amounts in STOA", () => {
    const share = (stoa: string) => ({ account: somebody(5), stoa });
    expect(complaint({ community: [share("400000000.000000000000000001")] })).to.equal(
      "community gives out more than its 400000000 STOA",
    );
    expect(complaint({ contributors: [share("1"), share("2")] })).to.equal(
      "contributors names somebody twice",
    );
    expect(complaint({ community: [share("1e9")] })).to.equal(
      'community.0.stoa is no amount such as "1250.5"',
    );
    expect(complaint({ community: [share("0")] })).to.equal("community.0.stoa is nothing");
    expect(complaint({ community: [] })).to.equal("community has nobody");
  });

  it("names a key that it does not know: it may be a mistyped one", () => {
    expect(complaint({ tema: somebody(3) })).to.equal('Unrecognized key: "tema"');
  });
});
