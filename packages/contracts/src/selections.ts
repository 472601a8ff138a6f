import { z } from "zod";
import { timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";

export const largestSelection = 1_000_000;

export const selection = z.object({
  id: shownId("selection"),
  size: z.number().int().meta({ description: "How many people it names" }),
  createdAt: timestamp,
  expiresAt: timestamp,
});
export type Selection = z.output<typeof selection>;

export const createSelection = contract({
  id: "selections.create",
  kind: "read",
  method: "POST",
  path: "/selections",
  summary: "Name an exact set of people",
  description:
    "Kept for an hour, for whoever named it. What is then done with it is done to exactly these people, whatever the filter would find by then. Without ids and filter it names nobody.",
  permission: "users:read",
  scope: "organization",
  body: z.strictObject({
    ids: z.array(idOf("user")).min(1).max(10_000).optional().meta({ title: "People" }),
    q: z
      .string()
      .max(2000)
      .optional()
      .meta({ title: "Filter", description: "An empty text names everybody" }),
    except: z.array(idOf("user")).max(10_000).optional().meta({ title: "But not these" }),
  }),
  output: selection,
  status: 201,
  errors: ["filter.invalid", "selection.too_large", "selection.ambiguous"],
  audit: "none",
  limit: { limit: 60, windowSeconds: 60 },
  examples: { body: { q: "status:active department:Sales" } },
});

export const getSelection = contract({
  id: "selections.get",
  kind: "read",
  method: "GET",
  path: "/selections/:id",
  summary: "Get one selection of one's own",
  permission: "users:read",
  scope: "organization",
  params: z.strictObject({ id: idOf("selection") }),
  output: selection,
  errors: [],
  audit: "none",
});

export const selectionsContracts = [createSelection, getSelection] as const;
