import type { ErrorComponentProps } from "@tanstack/react-router";
import { problemOf } from "../../lib/errors.ts";
import { Button } from "../ui/button.tsx";

/** Where a page failed. The shell around it goes on. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  return (
    <div role="alert" className="grid justify-items-center gap-3 py-28 text-center">
      <h1 className="font-display text-3xl">This page failed</h1>
      <p className="max-w-md text-sm text-ink-muted">{problemOf(error)}</p>
      <Button variant="primary" className="mt-3" onClick={reset}>
        Try again
      </Button>
    </div>
  );
}
