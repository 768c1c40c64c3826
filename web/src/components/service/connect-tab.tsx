import { Link } from "@tanstack/react-router";
import { ExternalLink } from "lucide-react";
import { connectSnippets } from "../../lib/connect-snippets.ts";
import { buttonStyles } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { CodeBlock } from "../ui/code-block.tsx";
import { Notice } from "../ui/notice.tsx";

export function ConnectTab({ name, url, paid }: { name: string; url: string; paid: boolean }) {
  return (
    <div className="grid grid-cols-1 gap-4">
      {paid && (
        <Notice title="This service is paid by the call">
          A client without a payment signer can list its tools and gets the price when it calls one. To pay,
          give your agent a key under{" "}
          <Link to="/account" className="font-medium text-accent underline underline-offset-2">
            Account, Agents’ keys
          </Link>
          .
        </Notice>
      )}
      {connectSnippets({ name, url, paid }).map(({ client, hint, code, link }) => (
        <Card key={client} className="p-5" aria-label={client}>
          <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
            <div>
              <h2 className="text-[0.9375rem] font-semibold">{client}</h2>
              <p className="text-sm text-ink-muted">{hint}</p>
            </div>
            {link && (
              <a href={link} className={buttonStyles({ size: "sm" })}>
                Install in {client} <ExternalLink aria-hidden />
              </a>
            )}
          </div>
          <CodeBlock label={`${client} configuration`} code={code} />
        </Card>
      ))}
    </div>
  );
}
