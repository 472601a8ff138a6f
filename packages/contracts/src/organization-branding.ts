import { z } from "zod";
import { requiredLine } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { organization, slug } from "./organizations.ts";

export const updateBranding = contract({
  id: "organizations.updateBranding",
  kind: "write",
  method: "PATCH",
  path: "/organization/branding",
  summary: "Change how sign-in pages look",
  permission: "organizations:update",
  scope: "organization",
  body: z
    .strictObject({
      name: requiredLine(80).nullable().meta({ title: "Name on sign-in pages" }),
      hue: z.number().int().min(0).max(359).nullable().meta({
        title: "Hue",
        description: "In degrees; how light and how strong it is follows from contrast",
      }),
    })
    .partial(),
  output: organization,
  errors: ["precondition.required", "precondition.failed"],
  audit: "organization.updated",
  ifMatch: "required",
  examples: { body: { hue: 210 } },
});

/** The largest logo, in bytes, before it is written as base64. */
export const mostLogoBytes = 262_144;

export const setLogo = contract({
  id: "organizations.setLogo",
  kind: "write",
  method: "PUT",
  path: "/organization/logo",
  summary: "Set the logo",
  description: "PNG, JPEG or WebP of at most 256 kB and 2000 × 2000 points; what it is, its bytes say.",
  permission: "organizations:update",
  scope: "organization",
  body: z.strictObject({
    image: z
      .string()
      .min(1)
      .max(Math.ceil(mostLogoBytes / 3) * 4)
      .regex(/^[A-Za-z0-9+/]+={0,2}$/, "must be base64")
      .meta({ title: "Logo", description: "The file's bytes as base64" }),
  }),
  output: organization,
  errors: ["organization.logo_unfit", "limit.storage"],
  audit: "organization.updated",
  examples: {
    body: {
      image:
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
    },
  },
});

export const removeLogo = contract({
  id: "organizations.removeLogo",
  kind: "write",
  method: "DELETE",
  path: "/organization/logo",
  summary: "Take the logo away",
  permission: "organizations:update",
  scope: "organization",
  output: organization,
  errors: [],
  audit: "organization.updated",
});

export const organizationLogo = contract({
  id: "organizations.logo",
  kind: "read",
  method: "GET",
  path: "/auth/logo",
  summary: "An organization's logo, for its sign-in pages",
  permission: "public",
  scope: "account",
  query: z.strictObject({
    organization: slug,
    v: z.string().max(64).optional().meta({ description: "Changes with the logo" }),
  }),
  file: true,
  contentType: "image/png",
  errors: [],
  audit: "none",
  limit: { limit: 600, windowSeconds: 60 },
});

export const organizationBrandingContracts = [updateBranding, setLogo, removeLogo, organizationLogo] as const;
