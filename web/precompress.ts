import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** What gains by it; pictures and fonts are compressed already, and proving keys are random. */
const COMPRESSIBLE = /\.(?:js|css|html|svg|wasm)$/;
/** Bytes below which a compressed copy saves nothing that counts. */
const LEAST = 1_024;
/** Of 11: the last two steps take ten times as long for a few hundredths. */
const BROTLI_QUALITY = 9;

/** Puts a `.br` and a `.gz` beside each file of the build, for the gateway to send to whoever takes them. */
export function precompress(): Plugin {
  let folder = "";
  return {
    name: "precompress",
    apply: "build",
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle() {
      for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        if (!COMPRESSIBLE.test(name)) continue;
        const file = join(folder, name);
        const content = readFileSync(file);
        if (content.length < LEAST) continue;
        const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
        writeFileSync(`${file}.br`, brotliCompressSync(content, { params }));
        writeFileSync(`${file}.gz`, gzipSync(content));
      }
    },
  };
}
