import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/geist-mono/wght.css";
import "@fontsource-variable/newsreader/opsz.css";
import "./theme.css";
import { createRoot } from "react-dom/client";
import { z } from "zod";
import { App } from "./app.tsx";

// zod would compile its schemas with `new Function`, which the site's Content-Security-Policy forbids.
z.config({ jitless: true });

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(<App />);
