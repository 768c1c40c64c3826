/**
 * The way in for `npm start` and `npm test`: plain JavaScript on built-ins, for any Node from 18 on.
 * Installs what the lock file names when that has not been done, then runs a script with the project's own Node 24.
 *
 *   node scripts/bootstrap.mjs scripts/start.ts --agents 2
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Used only to install when the running Node is too old: npm under Node 20 silently leaves out Hardhat's EVM. */
const INSTALL_NODE = "node@24.21.0";
const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const marker = resolve(root, "node_modules/.stoa-lock");

/** Whether the running Node is 22.13 or newer, which Hardhat's EVM needs. */
function isModern(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 13);
}

function lockHash() {
  return createHash("sha256")
    .update(readFileSync(resolve(root, "package-lock.json")))
    .digest("hex");
}

function install() {
  if (existsSync(marker) && readFileSync(marker, "utf8") === lockHash()) return;
  console.log("Installing what package-lock.json names (once; about a minute) …");
  const started = Date.now();
  const command = isModern() ? "npm ci" : `npx --yes --package ${INSTALL_NODE} -c "npm ci"`;
  const { status } = spawnSync(command, { cwd: root, shell: true, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) {
    console.error(
      `The installation failed (\`${command}\`). Its output is above; mend that and run the command again.`,
    );
    process.exit(1);
  }
  writeFileSync(marker, lockHash());
  console.log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** The Node that the lock file brings, else the running one if it is new enough. */
function projectNode() {
  const bundled = resolve(root, "node_modules/.bin/node");
  if (existsSync(bundled) && spawnSync(bundled, ["--version"]).status === 0) return bundled;
  if (isModern()) return process.execPath;
  console.error(
    `Stoa runs on Node 22.13 or newer; this is ${process.versions.node}, and no runtime is packaged for this platform.`,
  );
  process.exit(1);
}

/** The npm processes above this one. They end without telling their children, so they are watched. */
function npmAncestors() {
  const found = [];
  let pid = process.ppid;
  while (process.platform !== "win32" && pid > 1 && found.length < 4) {
    const { parent, command } = processOf(pid);
    if (!/\bnpm\b|^sh -c|^\/bin\/sh -c/.test(command)) return found;
    found.push(pid);
    pid = parent;
  }
  return found;
}

/** From /proc where there is one: small machines have no `ps`. */
function processOf(pid) {
  try {
    if (existsSync("/proc/self/stat")) {
      // The second field is the program's name in parentheses, which may hold spaces.
      const [, parent] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ");
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
      return { parent: Number(parent), command };
    }
    const line = execFileSync("ps", ["-o", "ppid=,args=", "-p", String(pid)], { encoding: "utf8" });
    const [, parent, command = ""] = /^(\d+)\s+(.*)$/s.exec(line.trim()) ?? [];
    return { parent: Number(parent), command };
  } catch {
    return { parent: 0, command: "" };
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

install();
const [script, ...options] = process.argv.slice(2);
const child = spawn(
  projectNode(),
  ["--disable-warning=ExperimentalWarning", resolve(root, script), ...options],
  {
    cwd: root,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, PATH: `${resolve(root, "node_modules/.bin")}:${process.env.PATH}` },
  },
);
child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));

const ancestors = npmAncestors();
setInterval(() => {
  if (!ancestors.every(isAlive)) child.kill("SIGTERM");
}, 500).unref();
