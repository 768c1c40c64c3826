import { createRootRoute, Outlet } from "@tanstack/react-router";
import { ErrorPage } from "../components/shell/error-page.tsx";
import { Footer } from "../components/shell/footer.tsx";
import { GasBanner } from "../components/shell/gas-banner.tsx";
import { Header } from "../components/shell/header.tsx";
import { IndexBanner } from "../components/shell/index-banner.tsx";
import { NetworkBanner } from "../components/shell/network-banner.tsx";
import { NotFound } from "../components/shell/not-found.tsx";
import { TimeBar } from "../components/shell/time-bar.tsx";
import { WalletDialog } from "../components/shell/wallet-dialog.tsx";
import { useIndexLive } from "../hooks/use-index-live.ts";

export const Route = createRootRoute({
  component: Shell,
  errorComponent: ErrorPage,
  notFoundComponent: NotFound,
});

function Shell() {
  useIndexLive();
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only z-50 rounded-lg bg-ink px-4 py-2 text-sm text-ground focus:not-sr-only focus:fixed focus:start-4 focus:top-3"
      >
        Skip to content
      </a>
      <Header />
      <NetworkBanner />
      <GasBanner />
      <IndexBanner />
      <TimeBar />
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-6xl flex-1 px-4 outline-hidden sm:px-6">
        <Outlet />
      </main>
      <Footer />
      <WalletDialog />
    </div>
  );
}
