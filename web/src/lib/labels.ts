/** Words for the values that the contracts and the manifest know by name. */
import type { Tone } from "../components/ui/badge.tsx";
import type { AttestationRow } from "./attestation-state.ts";
import { formatMoney, type Token } from "./format.ts";
import type { schema } from "./index-client.ts";
import type { ServiceClass, ServiceRow, Terms } from "./service-row.ts";

export const CLASS_LABEL: Record<ServiceClass, string> = {
  selfHosted: "Self-hosted",
  hosted: "Hosted",
  managed: "Managed",
};

export const STATUS_LABEL: Record<ServiceRow["status"], { label: string; tone: Tone }> = {
  active: { label: "Active", tone: "positive" },
  maintenance: { label: "Maintenance", tone: "caution" },
  inactive: { label: "Inactive", tone: "neutral" },
};

const ACRONYMS: Record<string, string> = { ai: "AI", typescript: "TypeScript", javascript: "JavaScript" };

/** `developer-tools` → `Developer tools`. */
export function titleCase(slug: string): string {
  return ACRONYMS[slug] ?? slug.charAt(0).toUpperCase() + slug.slice(1).replaceAll("-", " ");
}

/** `Free`, `0.02 USDC`, `up to 0.10 USDC`; what it is per stands beside it. */
export function priceLabel(terms: Pick<Terms, "model" | "maxPrice"> | undefined, token: Token): string {
  if (!terms) return "No terms";
  if (terms.model === "free") return "Free";
  const price = formatMoney(terms.maxPrice, token);
  return terms.model === "perCall" ? price : `up to ${price}`;
}

export const PRICE_MODEL_LABEL: Record<Terms["model"], string> = {
  free: "Free",
  perCall: "One price for each call",
  perTool: "A price for each tool",
  perUnit: "By units used",
};

export const ATTESTATION_LABEL: Record<AttestationRow["kind"], string> = {
  domain: "Domain proof",
  audit: "Audit",
  report: "Audit report",
};

export const ANCHOR_LABEL: Record<(typeof schema.anchor.$inferSelect)["kind"], string> = {
  files: "Files of the artifact",
  build: "Documents of the build",
  usage: "Records of use",
};
