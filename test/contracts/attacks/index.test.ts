/** ATTACKS.md names tests that are there. */
import { expect } from "chai";
import { existsSync, readFileSync } from "node:fs";

const folder = new URL("..", import.meta.url);

/** File and title of each row that names a test. */
function namedTests(): readonly (readonly [file: string, title: string])[] {
  return readFileSync(new URL("ATTACKS.md", folder), "utf8")
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .flatMap(([, , shownBy = "", title = ""]) => {
      const file = /^`(.+\.test\.ts)`$/.exec(shownBy)?.[1];
      return file === undefined ? [] : [[file, title] as const];
    });
}

describe("ATTACKS.md", () => {
  it("names tests that exist, each by its title", () => {
    const named = namedTests();
    expect(named.length).to.be.greaterThan(60);
    const missing = named.filter(([file, title]) => {
      const path = new URL(file, folder);
      return !existsSync(path) || !titlesOf(readFileSync(path, "utf8")).has(title);
    });
    expect(missing).to.deep.equal([]);
  });
});

/** Of a loop's tests the title has its values in place of the braces, which the table names one by one. */
function titlesOf(source: string): Set<string> {
  const titles = [...source.matchAll(/\bit\(\s*(["`])((?:(?!\1).)+)\1/g)].map(([, , title = ""]) => title);
  return new Set(titles.flatMap((title) => PLACES.map((place) => title.replace("${where}", place))));
}

const PLACES = ["another chain", "another vault"];
