import { Link } from "@tanstack/react-router";
import { buttonStyles } from "../ui/button.tsx";

const PAGES = [
  { to: "/governance", label: "Proposals" },
  { to: "/governance/members", label: "Members" },
  { to: "/governance/treasury", label: "Treasury" },
  { to: "/governance/figures", label: "Figures" },
] as const;

/** The pages of governance, without the one that the reader is on. */
export function GovernanceLinks({ here }: { here?: (typeof PAGES)[number]["to"] }) {
  return PAGES.filter(({ to }) => to !== here).map(({ to, label }) => (
    <Link key={to} to={to} className={buttonStyles()}>
      {label}
    </Link>
  ));
}
