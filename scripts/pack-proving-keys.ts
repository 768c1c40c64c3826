/**
 * `npm run pack:proving-keys`: puts the two files that a review is proved with into sdk/reviews/proving-keys, from the npm
 * package that has them for every depth. They are tracked, so that nobody else downloads 109 MB: this is for whoever wants to
 * see where they come from, or changes their depth.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROVING_KEY_FILES, PROVING_KEYS_PACKAGE } from "../sdk/reviews/proving-keys.ts";

const folder = new URL("../sdk/reviews/proving-keys/", import.meta.url);
const unpacked = mkdtempSync(join(tmpdir(), "stoa-proving-keys-"));
try {
  const files = Object.values(PROVING_KEY_FILES);
  execFileSync("npm", ["pack", PROVING_KEYS_PACKAGE, "--silent"], { cwd: unpacked, stdio: "ignore" });
  const [archive] = readdirSync(unpacked);
  if (archive === undefined) throw new Error(`npm packed nothing for ${PROVING_KEYS_PACKAGE}.`);
  execFileSync("tar", ["-xzf", archive, ...files.map(({ name }) => `package/${name}`)], { cwd: unpacked });
  // All of them are checked before one is written.
  const found = files.map(({ name, sha256 }) => checked(name, sha256));
  mkdirSync(folder, { recursive: true });
  for (const { name, bytes } of found) writeFileSync(new URL(name, folder), bytes);
} finally {
  rmSync(unpacked, { recursive: true, force: true });
}

function checked(name: string, sha256: string) {
  const bytes = readFileSync(join(unpacked, "package", name));
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found !== sha256)
    throw new Error(`${name} has the SHA-256 ${found}, not ${sha256}. Nothing was written.`);
  console.log(`${name} ${bytes.length} bytes, SHA-256 ${found}`);
  return { name, bytes };
}
