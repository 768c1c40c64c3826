import { expect } from "chai";
import { spellOutRequires } from "../../scripts/coverage/requires.ts";
import { readSides } from "../../scripts/coverage/sides.ts";

/** The lines of the spelled out text that stand for a require's sides, with their numbers taken away. */
function sidesIn(source: string): readonly (readonly (string | undefined)[])[] {
  const { text, requires } = spellOutRequires(source);
  const lines = text.split("\n");
  return requires.map(({ refusing, accepting }) => [lines[refusing - 1], lines[accepting - 1]]);
}

/** The condition as it is written, without the spaces. */
function conditionIn(source: string): string | undefined {
  return /if \(!\(([\s\S]*?)\n\)\) \{/.exec(spellOutRequires(source).text)?.[1]?.replace(/\s+/g, "");
}

describe("npm run coverage: the sides of a require", () => {
  it("gives each side a line of its own", () => {
    const { text } = spellOutRequires("        require(a < b, Low(a, b));\n        next();\n");
    expect(text).to.equal(
      "        if (!(a < b\n)) {\nrevert Low(a, b);\n} else {\ntrue;\n}\n        next();\n",
    );
  });

  it("leaves the rest as it is, and knows every line's number in the source", () => {
    const source = ["first();", "require(", "    a &&", "        b,", "    Bad(a)", "); last();", "end();"];
    const { text, origins, requires } = spellOutRequires(source.join("\n"));
    expect(text.split("\n").map((line, index) => [origins[index], line])).to.deep.equal([
      [1, "first();"],
      [2, "if (!("],
      [3, "    a &&"],
      [4, "        b"],
      [4, ")) {"],
      [4, "revert Bad(a);"],
      [4, "} else {"],
      [4, "true;"],
      [6, "} last();"],
      [7, "end();"],
    ]);
    expect(requires).to.deep.equal([
      { text: "require(a && b, Bad(a));", line: 2, refusing: 6, accepting: 8 },
    ]);
  });

  it("finds the end of a condition behind calls, tuples and indices", () => {
    expect(conditionIn("require(f(a, g(b, c))[d(e, h)] > 0, Bad());")).to.equal("f(a,g(b,c))[d(e,h)]>0");
    expect(conditionIn("require(f({a: 1, b: 2}), Bad());")).to.equal("f({a:1,b:2})");
    expect(sidesIn("require(ok, Bad(f(a, b), c[d], E.F));")).to.deep.equal([
      ["revert Bad(f(a, b), c[d], E.F);", "true;"],
    ]);
  });

  it("takes nothing in strings and comments for code", () => {
    expect(sidesIn('string a = "require(a, B());"; // require(c, D());')).to.deep.equal([]);
    expect(
      sidesIn("/* require(a, B()); */ mapping(uint256 => uint256) required; prerequire(a, b);"),
    ).to.deep.equal([]);
    expect(conditionIn('require(same(a, "),(\\"") /* ), ( */, Bad()); // ), (')).to.equal(
      'same(a,"),(\\"")/*),(*/',
    );
    expect(
      sidesIn("require(\n    ok, // said (why\n    Bad(\n        a, // one, two\n        b\n    )\n);"),
    ).to.deep.equal([["revert Bad(a, b);", "true;"]]);
  });

  it("keeps a condition whole that ends with a comment", () => {
    expect(spellOutRequires("require(\n    a // always\n    , Bad());").text).to.contain(
      "a // always\n    \n)) {",
    );
  });

  it("reads an if before a require as it did", () => {
    expect(spellOutRequires("if (a) require(b, C()); else d();").text).to.equal(
      "if (a) if (!(b\n)) {\nrevert C();\n} else {\ntrue;\n} else d();",
    );
  });

  it("throws at a require of another form, rather than leave it out", () => {
    for (const source of ["require(a);", "require(a, B(), c);", "require(a, B())", "require(a, B();"]) {
      expect(() => spellOutRequires(source), source).to.throw(/Not require|not closed/);
    }
  });

  it("says which sides were met, and counts the other lines as those of the source", () => {
    const spelled = spellOutRequires("first();\nrequire(a, B());\nlast();\nrequire(c,\nD());\n");
    const report = { file: "A.sol", statements: 50, covered: [1, 2, 3, 6, 8, 9, 10, 11], uncovered: [4, 13] };
    expect(readSides(report, spelled)).to.deep.equal({
      lines: { file: "A.sol", statements: 50, covered: [1, 2, 3, 4], uncovered: [] },
      requires: [
        { file: "A.sol", line: 2, text: "require(a, B());", refuses: false, passes: true },
        { file: "A.sol", line: 4, text: "require(c, D());", refuses: true, passes: false },
      ],
    });
  });

  it("does not count a line as covered of which a part is not", () => {
    const spelled = spellOutRequires("first(); require(a, B()); last();\n");
    const report = { file: "A.sol", statements: 50, covered: [1, 2], uncovered: [3, 5, 6] };
    expect(readSides(report, spelled).lines).to.deep.include({ covered: [], uncovered: [1] });
  });
});
