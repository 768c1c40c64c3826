import tailwindcss from "@tailwindcss/vite";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { precompress } from "./precompress.ts";

const gateway = process.env.STOA_GATEWAY ?? "http://localhost:4000";
const forwarded = ["/v1", "/mcp", "/sql", "/graphql", "/figures", "/rpc", "/.well-known", "/health"];

/** `vite build web` writes web/dist, which the gateway serves; `vite web` serves the sources and asks the gateway for data. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    tanstackRouter({
      target: "react",
      routesDirectory: "./src/routes",
      generatedRouteTree: "./src/routeTree.gen.ts",
      autoCodeSplitting: true,
    }),
    react(),
    tailwindcss(),
    precompress(),
  ],
  resolve: {
    // The index's schema is the site's API type, but ponder's main entry brings a server: see the shim.
    alias: { ponder: `${import.meta.dirname}/src/lib/ponder-shim.js` },
  },
  // Workers are modules, as pages are.
  worker: { format: "es" },
  build: { outDir: "dist", emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 700 },
  server: {
    port: 5173,
    proxy: Object.fromEntries(forwarded.map((path) => [path, { target: gateway, changeOrigin: true }])),
  },
});
