/** The index, by SQL over HTTP on this origin. Its schema is the type of every row on the site. */
import { createClient } from "@ponder/client";
import * as schema from "../../../indexer/ponder.schema.ts";

export const index = createClient(`${location.origin}/sql`, { schema });
export { schema };

/** Query keys of everything that comes from the index begin with this word, so that one event refreshes them. */
export const INDEX_KEY = "index";
