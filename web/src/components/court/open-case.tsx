import { Link } from "@tanstack/react-router";
import { Scale } from "lucide-react";
import { useState } from "react";
import { useConnection } from "wagmi";
import { useCases } from "../../hooks/use-cases.ts";
import type { CaseSubjectOf } from "../../hooks/use-open-case.ts";
import { isAbout } from "../../lib/case-subject.ts";
import { openWalletDialog } from "../../lib/wallet-dialog.ts";
import { Button, buttonStyles } from "../ui/button.tsx";
import { OpenCaseDialog } from "./open-case-dialog.tsx";

/**
 * The way to the Court from where its subject is shown: to the case that runs about it, where there can be only one, else to
 * the opening of one.
 */
export function OpenCase({ subject, what }: { subject: CaseSubjectOf; what: string }) {
  const { address } = useConnection();
  const [asked, setAsked] = useState(false);
  // Many subjects of one kind stand on a page; all of them ask this once.
  const { data: running = [] } = useCases({ kind: subject.kind, running: true });
  const found = running.find((each) => isAbout(each, subject));
  if (found)
    return (
      <Link to="/court/$id" params={{ id: String(found.id) }} className={buttonStyles({ size: "sm" })}>
        <Scale aria-hidden /> Case {String(found.id)}
      </Link>
    );
  return (
    <>
      <Button size="sm" onClick={() => (address ? setAsked(true) : openWalletDialog())}>
        <Scale aria-hidden /> Go to court
      </Button>
      {asked && address && (
        <OpenCaseDialog subject={subject} what={what} challenger={address} onClose={() => setAsked(false)} />
      )}
    </>
  );
}
