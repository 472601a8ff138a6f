import { bulkVerbs } from "@atrium/contracts";
import { z } from "zod";

const names = z.array(z.string()).default([]);

/** What a bulk act was asked to do, as it is kept with its job. */
export const actInput = z.object({
  selection: z.string(),
  size: z.number().int(),
  verb: z.enum(bulkVerbs),
  fields: z.record(z.string(), z.json()).default({}),
  addTags: names,
  removeTags: names,
  status: z.enum(["active", "inactive", "suspended"]).nullable().default(null),
  reason: z.string().nullable().default(null),
  role: z.string().nullable().default(null),
  group: z.string().nullable().default(null),
  subject: z.string().nullable().default(null),
  text: z.string().nullable().default(null),
});
export type ActInput = z.output<typeof actInput>;
