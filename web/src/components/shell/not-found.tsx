import { Link } from "@tanstack/react-router";
import { buttonStyles } from "../ui/button.tsx";

export function NotFound() {
  return (
    <div className="grid justify-items-center gap-3 py-28 text-center">
      <p className="font-display text-6xl text-ink-muted">404</p>
      <h1 className="text-xl font-semibold">Nothing stands here</h1>
      <p className="max-w-sm text-sm text-ink-muted">
        The address may be mistyped, or the service was never listed.
      </p>
      <Link to="/" className={buttonStyles({ variant: "primary", className: "mt-3" })}>
        To the marketplace
      </Link>
    </div>
  );
}
