import { z } from "zod";
import { timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";

export const keyPurposes = [
  "sessions", "tokens", "cursors", "links", "audit", "personal", "secrets", "webhooks", "pepper",
] as const; // prettier-ignore

const key = z.object({
  id: z.string(),
  purpose: z.string(),
  state: z.enum(["active", "next", "retired"]).meta({
    description: "next: known to every node, used in two minutes. retired: still reads what it once made",
  }),
  createdAt: timestamp,
});

export const listKeys = contract({
  id: "keys.list",
  kind: "read",
  method: "GET",
  path: "/keys",
  summary: "The platform's own keys, by purpose; never their content",
  permission: "keys:read",
  scope: "platform",
  output: z.object({ items: z.array(key) }),
  errors: [],
  audit: "none",
});

export const rotateKey = contract({
  id: "keys.rotate",
  kind: "write",
  method: "POST",
  path: "/keys/rotate",
  summary: "Make a new key for a purpose",
  description:
    "It is used two minutes later, when every node knows it. What the old key made stays readable.",
  permission: "keys:rotate",
  scope: "platform",
  body: z.strictObject({ purpose: z.enum(keyPurposes).meta({ title: "Purpose" }) }),
  output: z.object({ id: z.string(), usedFrom: timestamp }),
  errors: [],
  audit: "key.rotated",
  fresh: true,
  examples: { body: { purpose: "tokens" } },
});

export const keysContracts = [listKeys, rotateKey] as const;
