/** The newest messages of one session, so that a client that lost its stream can pick it up (Last-Event-ID). */
import { randomUUID } from "node:crypto";
import type { EventStore } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";

const KEPT = 500;

export function createRecentEvents(): EventStore {
  const events = new Map<string, { streamId: string; message: JSONRPCMessage }>();
  return {
    async storeEvent(streamId, message) {
      const eventId = randomUUID();
      events.set(eventId, { streamId, message });
      const [oldest] = events.keys();
      if (events.size > KEPT && oldest !== undefined) events.delete(oldest);
      return eventId;
    },
    async replayEventsAfter(lastEventId, { send }) {
      const last = events.get(lastEventId);
      if (!last) return "";
      const after = [...events].slice([...events.keys()].indexOf(lastEventId) + 1);
      for (const [eventId, { streamId, message }] of after)
        if (streamId === last.streamId) await send(eventId, message);
      return last.streamId;
    },
  };
}
