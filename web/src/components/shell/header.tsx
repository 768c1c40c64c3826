import { Link } from "@tanstack/react-router";
import { Logo } from "../logo.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";
import { WalletButton } from "./wallet-button.tsx";

const PAGES = [
  { to: "/", label: "Marketplace" },
  { to: "/account", label: "Account" },
  { to: "/publish", label: "Publish" },
  { to: "/gateways", label: "Gateways" },
  { to: "/court", label: "Court" },
  { to: "/governance", label: "Governance" },
] as const;

function Pages({ className }: { className?: string }) {
  return (
    <nav aria-label="Main" className={className}>
      <ul className="flex gap-0.5 sm:gap-1">
        {PAGES.map(({ to, label }) => (
          <li key={to}>
            <Link
              to={to}
              activeOptions={{ exact: to === "/", includeSearch: false }}
              className="inline-flex h-9 items-center rounded-lg px-2 text-sm font-medium text-ink-muted transition-colors sm:px-3 hover:text-ink data-[status=active]:bg-sunken data-[status=active]:text-ink"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function Header() {
  return (
    <header className="sticky top-0 z-30 border-b bg-ground/85 backdrop-blur-md">
      <div className="mx-auto flex h-15 max-w-6xl items-center gap-3 px-4 sm:px-6">
        <Link to="/" className="flex items-center gap-2.5 rounded-md" aria-label="Stoa, marketplace">
          <Logo className="size-6" />
          <span className="font-display text-[1.4rem] leading-none font-medium tracking-[-0.02em]">Stoa</span>
        </Link>
        <Pages className="ms-4 hidden lg:block" />
        <div className="ms-auto flex items-center gap-1.5">
          <ThemeToggle />
          <WalletButton />
        </div>
      </div>
      <Pages className="-mt-1 overflow-x-auto px-2.5 pb-2 [scrollbar-width:none] lg:hidden" />
    </header>
  );
}
