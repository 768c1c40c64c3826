import type { ContentBlock as Block } from "../../lib/call-tool.ts";
import { CodeBlock } from "../ui/code-block.tsx";

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** One part of a tool's answer: text (JSON is indented), an image, sound, or anything else as JSON. */
export function ContentBlock({ block }: { block: Block }) {
  const { type, data, mimeType, text } = block;
  if (type === "text" && typeof text === "string") return <CodeBlock label="Text" code={pretty(text)} />;
  if (typeof data === "string" && typeof mimeType === "string") {
    const source = `data:${mimeType};base64,${data}`;
    if (type === "image")
      return <img src={source} alt="The tool's answer" className="max-w-full rounded-lg border bg-white" />;
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- captions of a tool's sound do not exist
    if (type === "audio") return <audio controls src={source} className="w-full" />;
  }
  return <CodeBlock label={`Content of type ${type}`} code={JSON.stringify(block, null, 2)} />;
}
