/** Any Chromium or Chrome on this machine. */
import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/opt/google/chrome/chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

export const HOW_TO_GET_A_BROWSER =
  "No Chromium or Chrome was found. Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH to it.";

/** Path of the browser; undefined when there is none. In CI that is an error: the run would prove nothing. */
export function findBrowser(): string | undefined {
  const named = process.env["CHROMIUM_PATH"];
  const path = named && existsSync(named) ? named : PLACES.find((place) => existsSync(place));
  if (!path && process.env["CI"] === "true") throw new Error(HOW_TO_GET_A_BROWSER);
  return path;
}

/** A fresh profile that calls nobody. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}
