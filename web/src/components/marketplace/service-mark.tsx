import { cn } from "../../lib/cn.ts";

/** Quiet tints that a name always maps to the same one of. */
const TINTS = [
  "bg-[oklch(0.94_0.03_60)] text-[oklch(0.42_0.08_55)] dark:bg-[oklch(0.3_0.04_60)] dark:text-[oklch(0.85_0.07_70)]",
  "bg-[oklch(0.94_0.025_240)] text-[oklch(0.42_0.09_245)] dark:bg-[oklch(0.3_0.04_245)] dark:text-[oklch(0.84_0.07_238)]",
  "bg-[oklch(0.94_0.03_155)] text-[oklch(0.4_0.08_158)] dark:bg-[oklch(0.29_0.035_158)] dark:text-[oklch(0.84_0.08_155)]",
  "bg-[oklch(0.94_0.025_25)] text-[oklch(0.44_0.1_28)] dark:bg-[oklch(0.3_0.045_25)] dark:text-[oklch(0.84_0.07_28)]",
  "bg-[oklch(0.94_0.025_310)] text-[oklch(0.43_0.09_310)] dark:bg-[oklch(0.3_0.04_310)] dark:text-[oklch(0.85_0.06_310)]",
] as const;

function tintOf(name: string): string {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.charCodeAt(0)) % 9973;
  return TINTS[sum % TINTS.length] ?? TINTS[0];
}

/** A service's initial on its tint, in place of a logo. */
export function ServiceMark({ name, large = false }: { name: string; large?: boolean }) {
  const [, short = name] = name.split("/");
  return (
    <span
      aria-hidden
      className={cn(
        "grid shrink-0 place-items-center rounded-lg font-display leading-none font-medium uppercase",
        large ? "size-14 rounded-xl text-2xl" : "size-10 text-lg",
        tintOf(name),
      )}
    >
      {short.charAt(0)}
    </span>
  );
}
