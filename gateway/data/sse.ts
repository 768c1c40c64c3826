/** Server-sent events as bytes: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream */

const CR = 0x0d;
const LF = 0x0a;

/** Cuts a stream into whole events, each with the blank line that ends it; together they are the stream's bytes. */
export class EventSplitter {
  #rest: Buffer = Buffer.alloc(0);
  /** How far `#rest` was looked through, and whether the line at that place is empty so far. */
  #seen = 0;
  #lineEmpty = true;

  /** Bytes of the event that is not whole yet. */
  get rest(): Buffer {
    return this.#rest;
  }

  push(chunk: Buffer): Buffer[] {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    const events: Buffer[] = [];
    let start = 0;
    let at = this.#seen;
    let empty = this.#lineEmpty;
    while (at < bytes.length) {
      const byte = bytes[at]!;
      if (byte !== CR && byte !== LF) {
        empty = false;
        at++;
        continue;
      }
      // Whether a line feed follows is known with the next chunk.
      if (byte === CR && at + 1 === bytes.length) break;
      at += byte === CR && bytes[at + 1] === LF ? 2 : 1;
      if (empty) {
        events.push(bytes.subarray(start, at));
        start = at;
      }
      empty = true;
    }
    this.#rest = bytes.subarray(start);
    this.#seen = at - start;
    this.#lineEmpty = empty;
    return events;
  }
}

/** The event's data, its lines joined by a line feed; undefined when it has none. */
export function dataOf(event: Buffer): string | undefined {
  const lines = linesOf(event).filter(isData);
  return lines.length === 0 ? undefined : lines.map(valueOf).join("\n");
}

/** The event with other data; its other lines stay. */
export function withData(event: Buffer, data: string): Buffer {
  const written = data.split("\n").map((line) => `data: ${line}`);
  const lines = linesOf(event);
  const first = lines.findIndex(isData);
  const others = (line: string) => !isData(line) && line !== "";
  const text = [...lines.slice(0, first).filter(others), ...written, ...lines.slice(first).filter(others)];
  return Buffer.from(`${text.join("\n")}\n\n`);
}

export function eventWith(data: string): Buffer {
  return Buffer.from(`event: message\ndata: ${data}\n\n`);
}

function linesOf(event: Buffer): string[] {
  return event.toString("utf8").split(/\r\n|\n|\r/);
}

function isData(line: string): boolean {
  return line === "data" || line.startsWith("data:");
}

function valueOf(line: string): string {
  const value = line.slice(5);
  return value.startsWith(" ") ? value.slice(1) : value;
}
