import { Scale } from "lucide-react";
import { useState } from "react";
import { useConnection } from "wagmi";
import type { CaseSubjectOf } from "../../hooks/use-open-case.ts";
import { Button } from "../ui/button.tsx";
import { OpenCaseDialog } from "./open-case-dialog.tsx";

/** The way to the Court from where its subject is shown; nothing without a wallet. */
export function OpenCase({ subject, what }: { subject: CaseSubjectOf; what: string }) {
  const { address } = useConnection();
  const [asked, setAsked] = useState(false);
  if (!address) return null;
  return (
    <>
      <Button size="sm" onClick={() => setAsked(true)}>
        <Scale aria-hidden /> Go to court
      </Button>
      {asked && (
        <OpenCaseDialog subject={subject} what={what} challenger={address} onClose={() => setAsked(false)} />
      )}
    </>
  );
}
