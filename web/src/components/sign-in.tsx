import { ScrollText } from "lucide-react";
import type { ReactNode } from "react";
import { useSession } from "../hooks/use-session.ts";
import { isUserRejection, problemOf } from "../lib/errors.ts";
import { Button } from "./ui/button.tsx";
import { EmptyState } from "./ui/empty-state.tsx";
import { Notice } from "./ui/notice.tsx";

/** In place of what the gateway shows to its owner alone. */
export function SignIn({ title, children }: { title: string; children: ReactNode }) {
  const { signIn } = useSession();
  return (
    <EmptyState
      icon={ScrollText}
      title={title}
      className="py-10"
      action={
        <Button variant="primary" busy={signIn.isPending} onClick={() => signIn.mutate()}>
          Sign in with your wallet
        </Button>
      }
    >
      {children} Signing in is a signature; it costs nothing.
      {signIn.error && !isUserRejection(signIn.error) && (
        <Notice tone="negative" className="mt-4 text-start">
          {problemOf(signIn.error)}
        </Notice>
      )}
    </EmptyState>
  );
}
