import { Download } from "lucide-react";
import type { Hex } from "viem";
import { agentKeyFile, agentProgram } from "../../lib/agent-key.ts";
import { useStoaConfig } from "../../lib/config.ts";
import type { StoredKey } from "../../lib/session-keys.ts";
import { Button, buttonStyles } from "../ui/button.tsx";
import { CodeBlock } from "../ui/code-block.tsx";

interface NewKeyProps {
  made: StoredKey;
  privateKey: Hex;
  onDone: () => void;
}

/** The private key, this once: by itself, as a file with its grant, and a program that pays with it. */
export function NewKey({ made, privateKey, onDone }: NewKeyProps) {
  const config = useStoaConfig();
  const file = agentKeyFile(config, made, privateKey);
  return (
    <div className="grid grid-cols-1 gap-4">
      <div>
        <h3 className="mb-1.5 text-sm font-medium">Private key</h3>
        <CodeBlock label="Private key" code={privateKey} wrap />
      </div>
      <a
        href={`data:application/json;charset=utf-8,${encodeURIComponent(file)}`}
        download="stoa-key.json"
        className={buttonStyles({ variant: "outline" })}
      >
        <Download aria-hidden /> Download stoa-key.json
      </a>
      <p className="text-xs text-ink-muted">
        The file holds the key, the grant you signed and the addresses they count for. Keep it like a
        password: it is worth up to its cap.
      </p>
      <details className="text-sm">
        <summary className="w-fit cursor-pointer rounded-md font-medium">A program that pays with it</summary>
        <CodeBlock label="Agent program" code={agentProgram(config.publicUrl)} className="mt-2" />
      </details>
      <Button variant="primary" onClick={onDone}>
        I have copied it
      </Button>
    </div>
  );
}
