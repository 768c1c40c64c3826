import { createFileRoute } from "@tanstack/react-router";
export const Route = createFileRoute("/publish")({ component: () => <h1>Publish</h1> });
