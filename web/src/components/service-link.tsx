import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** A way to a service's page by its name; only the content for a service without one. */
export function ServiceLink({ name, children }: { name: string; children: ReactNode }) {
  const [namespace, own] = name.split("/");
  if (!namespace || !own) return children;
  return (
    <Link to="/services/$namespace/$name" params={{ namespace, name: own }} className="hover:underline">
      {children}
    </Link>
  );
}
