import { createFileRoute } from "@tanstack/react-router";
export const Route = createFileRoute("/account")({ component: () => <h1>Account</h1> });
