/** The gateway's control plane on this origin: JSON over HTTP, refusals as errors with the gateway's own sentence. */
import { z } from "zod";

const refusalSchema = z.object({
  error: z.object({
    code: z.string().optional(),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
});

export class GatewayError extends Error {
  override readonly name = "GatewayError";
  readonly status: number;
  readonly code: string | undefined;
  /** The numbers and words of a refusal. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    message: string,
    code?: string,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

async function request(path: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(path, { credentials: "same-origin", ...init });
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body;
  const { data } = refusalSchema.safeParse(body);
  throw new GatewayError(
    response.status,
    data?.error.message ?? `The gateway answered ${response.status}.`,
    data?.error.code,
    data?.error.details,
  );
}

export async function gatewayGet<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> {
  return schema.parse(await request(path));
}

export function gatewayPost(path: string, body: unknown): Promise<unknown> {
  return request(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** Posts without cookies: whoever is signed in here is not named with it. */
export function gatewayPostUnnamed(path: string, body: unknown): Promise<unknown> {
  return request(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    credentials: "omit",
    referrerPolicy: "no-referrer",
  });
}

export function gatewayDelete(path: string): Promise<unknown> {
  return request(path, { method: "DELETE" });
}
