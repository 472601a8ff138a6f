import { describe, expect, it } from "vitest";
import { largestOf } from "./largest.ts";

function organization(slug: string, users: number, platform = false) {
  return {
    id: `org_${slug}`,
    parentId: null,
    slug,
    name: slug,
    status: "active" as const,
    platform,
    plan: "free",
    statusReason: null,
    purgeAt: null,
    limits: { users: null, storageBytes: null, callsPerMonth: null, organizations: 0 },
    branding: { name: null, hue: null, logo: null },
    parentName: null,
    settings: { locale: "en", timeZone: "UTC" },
    createdAt: "2026-01-01T00:00:00Z",
    updatedAt: "2026-01-01T00:00:00Z",
    version: 1,
    users,
  };
}
const many = [3, 9, 1, 7, 5, 8].map((users) => organization(`c${users}`, users));

describe("the largest organizations", () => {
  it("are the five with the most people, without the platform itself", () => {
    const items = [...many, organization("platform", 100, true)];
    expect(largestOf({ items, next: null }).map(({ users }) => users)).toEqual([9, 8, 7, 5, 3]);
  });

  it("are unknown where there are more than one page shows", () => {
    expect(largestOf({ items: many, next: "cursor" })).toEqual([]);
  });
});
