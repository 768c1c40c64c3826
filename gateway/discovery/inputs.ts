import { z } from "zod";

export const serviceName = z.string().max(200).describe("namespace/name, as search_services gives it");

export const READ_ONLY = { readOnlyHint: true, openWorldHint: false } as const;
