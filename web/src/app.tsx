import { Tooltip } from "@base-ui/react/tooltip";
import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { createRouter, RouterProvider } from "@tanstack/react-router";
import { Toaster } from "sonner";
import { WagmiProvider } from "wagmi";
import { Unreachable } from "./components/shell/unreachable.tsx";
import { ConfigContext } from "./lib/config.ts";
import { START_KEY } from "./lib/refresh.ts";
import { start } from "./lib/start.ts";
import { useTheme } from "./lib/theme.ts";
import { routeTree } from "./routeTree.gen.ts";

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 2_000, retry: 1, refetchOnWindowFocus: false } },
});
const router = createRouter({ routeTree, defaultPreload: "intent", scrollRestoration: true });

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

/** Asks the gateway for its configuration first: without it there is no chain, no addresses and nothing to show. */
function Site() {
  const theme = useTheme();
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: [START_KEY],
    queryFn: start,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error) return <Unreachable problem={error.message} busy={isFetching} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <ConfigContext value={data.config}>
      <WagmiProvider config={data.wagmi}>
        <Tooltip.Provider delay={300}>
          <RouterProvider router={router} />
          <Toaster theme={theme} position="bottom-right" toastOptions={{ className: "font-sans" }} />
        </Tooltip.Provider>
      </WagmiProvider>
    </ConfigContext>
  );
}

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <Site />
    </QueryClientProvider>
  );
}
