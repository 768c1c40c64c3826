import { createFileRoute } from "@tanstack/react-router";
export const Route = createFileRoute("/services/$namespace/$name")({ component: () => <h1>Service</h1> });
