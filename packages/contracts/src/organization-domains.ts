import { z } from "zod";
import { timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";

export const domainStates = ["pending", "verified", "failing", "released"] as const;
export const domainMethods = ["dns", "file"] as const;
export type DomainMethod = (typeof domainMethods)[number];

const organizationDomain = z.object({
  id: shownId("domain"),
  domain: z.string().meta({ description: "As it stands in the DNS" }),
  shownAs: z.string().meta({ description: "As people write it" }),
  state: z.enum(domainStates),
  method: z.enum(domainMethods).nullable(),
  record: z
    .object({ name: z.string(), value: z.string() })
    .meta({ description: "The TXT record that proves the domain" }),
  file: z
    .object({ url: z.string(), content: z.string() })
    .meta({ description: "The file that proves it as well" }),
  verifiedAt: timestamp.nullable(),
  checkedAt: timestamp.nullable(),
  failingSince: timestamp.nullable(),
  createdAt: timestamp,
  version: z.number().int(),
});
export type OrganizationDomain = z.output<typeof organizationDomain>;
const params = z.object({ id: idOf("domain") });

export const listDomains = contract({
  id: "organizations.listDomains",
  kind: "read",
  method: "GET",
  path: "/organization/domains",
  summary: "List the organization's domains",
  permission: "domains:read",
  scope: "organization",
  output: z.object({ items: z.array(organizationDomain) }),
  errors: [],
  audit: "none",
});

export const addDomain = contract({
  id: "organizations.addDomain",
  kind: "write",
  method: "POST",
  path: "/organization/domains",
  summary: "Name a domain as the organization's own",
  description: "It counts for nothing until it is proven, by a TXT record or by a file.",
  permission: "domains:manage",
  scope: "organization",
  body: z.strictObject({
    domain: z
      .string()
      .min(1)
      .max(300)
      .meta({ title: "Domain", examples: ["example.com"] }),
  }),
  output: organizationDomain,
  status: 201,
  errors: [
    "domain.unfit",
    "domain.exists",
    "domain.taken",
    "domain.too_many",
    "idempotency.mismatch",
    "idempotency.running",
  ],
  audit: "domain.added",
  examples: { body: { domain: "example.com" } },
});

export const verifyDomain = contract({
  id: "organizations.verifyDomain",
  kind: "write",
  method: "POST",
  path: "/organization/domains/:id/verify",
  summary: "Look for the proof of a domain now",
  permission: "domains:manage",
  scope: "organization",
  params,
  body: z.strictObject({ method: z.enum(domainMethods) }),
  output: organizationDomain,
  errors: ["domain.unproven", "domain.taken"],
  audit: "domain.verified",
  examples: { body: { method: "dns" } },
});

export const releaseDomain = contract({
  id: "organizations.releaseDomain",
  kind: "write",
  method: "DELETE",
  path: "/organization/domains/:id",
  summary: "Give a domain up",
  permission: "domains:manage",
  scope: "organization",
  params,
  status: 204,
  errors: [],
  audit: "domain.released",
});

export const organizationDomainsContracts = [listDomains, addDomain, verifyDomain, releaseDomain] as const;
