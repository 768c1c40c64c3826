/** What every page owes to everybody, looked at on the pages that the walks have open anyway, without another load. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect } from "chai";
import type { Page } from "playwright-core";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** What another colour scheme can break. All else is the same document. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

/** Paths that were looked at, with their tab. */
export const lookedAt = new Set<string>();

/**
 * Fails with each barrier that axe finds against WCAG 2.2 AA on the page as it stands, light and dark, and when a
 * telephone would have to scroll it sideways.
 */
export async function expectForEverybody(page: Page): Promise<void> {
  await settled(page);
  const { pathname, searchParams } = new URL(page.url());
  const tab = searchParams.get("tab");
  const name = tab ? `${pathname}?tab=${tab}` : pathname;
  const light = await barriers(page, "light", new AxeBuilder({ page }).withTags(WCAG));
  const dark = await barriers(page, "dark", new AxeBuilder({ page }).withRules(OF_COLOURS));
  const overflow = await overflowAt(page, 360);
  expect({ light, dark, overflow }, name).to.deep.equal({ light: [], dark: [], overflow: 0 });
  lookedAt.add(name);
}

async function barriers(page: Page, colorScheme: "light" | "dark", axe: AxeBuilder): Promise<string[]> {
  await page.emulateMedia({ colorScheme });
  await drawn(page);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** Pixels by which the page is wider than a screen of this width. */
async function overflowAt(page: Page, width: number): Promise<number> {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: 740 });
  await drawn(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (before) await page.setViewportSize(before);
  return overflow;
}

/** Waits until nothing that is shown is a placeholder. A busy button is no placeholder. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector("main") && !document.querySelector("[aria-busy='true']:not(button)"),
  );
}

/** Waits until what was changed is on the screen. */
function drawn(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise<void>((settle) => requestAnimationFrame(() => requestAnimationFrame(() => settle()))),
  );
}
