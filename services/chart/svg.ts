/** SVG as text: every value is escaped, so that data cannot become markup. */
type Attributes = Readonly<Record<string, string | number | undefined>>;

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function escapeText(text: string): string {
  // XML 1.0 has no way to write most control characters.
  // oxlint-disable-next-line no-control-regex
  const printable = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").toWellFormed();
  return printable.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

/** An element; `children` is markup already. */
export function element(name: string, attributes: Attributes, children = ""): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) => ` ${key}="${escapeText(typeof value === "number" ? round(value) : String(value))}"`,
    )
    .join("");
  return children === "" ? `<${name}${written}/>` : `<${name}${written}>${children}</${name}>`;
}

export function textElement(content: string, attributes: Attributes): string {
  return element("text", attributes, escapeText(content));
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
