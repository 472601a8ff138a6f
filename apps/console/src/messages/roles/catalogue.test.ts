import { describe, expect, it } from "vitest";
import { categories, resources } from "../../pages/roles/catalogue.ts";
import { rolesEn } from "./en.ts";

describe("the words of the permission matrix", () => {
  it("name every resource and category of the catalogue", () => {
    const wanted = [
      ...resources().map(({ id }) => `resource.${id}`),
      ...categories().map(({ id }) => `roles.category.${id}`),
    ];
    expect(wanted.filter((key) => !Object.hasOwn(rolesEn, key))).toEqual([]);
  });
});
