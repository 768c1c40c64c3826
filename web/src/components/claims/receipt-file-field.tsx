import type { LucideIcon } from "lucide-react";
import { useId, useState } from "react";
import type { ReceiptedClaim } from "../../../../contracts/payment.ts";
import { readReceipts } from "../../../../sdk/verifier/read-receipts.ts";
import { problemOf } from "../../lib/errors.ts";
import { cn } from "../../lib/cn.ts";
import { buttonStyles } from "../ui/button.tsx";

interface ReceiptFileFieldProps {
  icon: LucideIcon;
  onRead: (claims: readonly ReceiptedClaim[]) => void;
}

/** Reads a receipt collector's file in the browser; it is sent nowhere. */
export function ReceiptFileField({ icon: Icon, onRead }: ReceiptFileFieldProps) {
  const id = useId();
  const [words, setWords] = useState("");

  async function read(file: File | undefined) {
    if (!file) return;
    try {
      const { claims, unreadable } = readReceipts(await file.text());
      onRead(claims);
      const skipped = unreadable > 0 ? `; lines that are none: ${unreadable}` : "";
      setWords(`${file.name}: ${claims.length} ${claims.length === 1 ? "receipt" : "receipts"}${skipped}`);
    } catch (problem) {
      setWords(problemOf(problem));
    }
  }

  return (
    <div className="grid justify-items-end gap-1">
      <label
        htmlFor={id}
        className={cn(
          buttonStyles({ size: "sm" }),
          "cursor-pointer focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent",
        )}
      >
        <Icon aria-hidden /> Load receipts
        <input
          id={id}
          type="file"
          accept=".jsonl,.json,.txt"
          className="sr-only"
          aria-describedby={`${id}-note`}
          onChange={({ target }) => void read(target.files?.[0])}
        />
      </label>
      <p id={`${id}-note`} aria-live="polite" className="text-xs text-ink-muted">
        {words}
      </p>
    </div>
  );
}
