import { readFileSync, writeFileSync } from "node:fs";

/**
 * Puts a command's figures into a text file, between `<!-- name -->` and `<!-- /name -->`, each on a line of its own.
 * @throws Error when the file has no such place.
 */
export function writeTable(file: URL, name: string, markdown: string): void {
  const text = readFileSync(file, "utf8");
  const opening = `<!-- ${name} -->\n`;
  const from = text.indexOf(opening);
  const to = text.indexOf(`<!-- /${name} -->`, from);
  if (from < 0 || to < 0) throw new Error(`${file.pathname} has no place for the table ${name}.`);
  writeFileSync(file, `${text.slice(0, from)}${opening}\n${markdown.trim()}\n\n${text.slice(to)}`);
}
