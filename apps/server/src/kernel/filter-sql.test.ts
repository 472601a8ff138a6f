import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { parseFilter } from "@atrium/filter";
import type { FieldSpecs, Filter } from "@atrium/filter";
import { filterToSql } from "./filter-sql.ts";
import type { ColumnSpec, FilterSqlOptions } from "./filter-sql.ts";

const now = new Date("2026-06-15T12:00:00.000Z");
const fields: FieldSpecs = {
  name: { type: "text", nullable: true },
  status: { type: "enum", values: ["pending", "active", "suspended"] },
  verified: { type: "boolean" },
  logins: { type: "number" },
  created: { type: "date", nullable: true },
  manager: { type: "id", nullable: true },
  role: { type: "reference", many: true },
};
const columns: Record<string, ColumnSpec> = {
  name: { sql: "u.name_key", cast: "text", fold: true },
  status: { sql: "u.status", cast: "text" },
  verified: { sql: "u.verified", cast: "boolean" },
  logins: { sql: "u.logins", cast: "numeric" },
  created: { sql: "u.created_at", cast: "timestamptz" },
  manager: { sql: "u.manager_id", cast: "uuid" },
  role: {
    sql: "r.key",
    cast: "text",
    exists: (condition) => `exists (select 1 from roles r where ${condition})`,
  },
};
const options: FilterSqlOptions = {
  firstParameter: 1,
  now,
  textSearch: (term, prefix, bind) => `search(${bind(term)}::text, ${bind(prefix)}::boolean)`,
};
const manager = "0198c0de-0000-7000-8000-000000000001";

function parsed(text: string): Filter {
  const result = parseFilter(text, fields);
  if (!result.ok) throw new Error(result.errors.map((error) => error.message).join(" "));
  return result.filter;
}

function toSql(text: string, changes: Partial<FilterSqlOptions> = {}) {
  return filterToSql(parsed(text), columns, { ...options, ...changes });
}

describe("a filter as SQL", () => {
  it("is true for the empty filter", () => {
    expect(toSql("")).toEqual({ sql: "true", params: [] });
  });

  it("binds one value as it is and several as an array", () => {
    expect(toSql("status:active")).toEqual({ sql: "(u.status = $1::text)", params: ["active"] });
    expect(toSql("status:active,suspended")).toEqual({
      sql: "(u.status = any($1::text[]))",
      params: [["active", "suspended"]],
    });
  });

  it("numbers parameters from the first one it is given", () => {
    const { sql, params } = toSql("status:active logins:>3 ann", { firstParameter: 7 });
    expect(sql).toBe(
      "((u.status = $7::text) and (u.logins > $8::numeric) and (search($9::text, $10::boolean)))",
    );
    expect(params).toEqual(["active", 3, "ann", false]);
  });

  it("folds values for key columns", () => {
    expect(toSql('name:"Åsa LÖF"').params).toEqual(["asa lof"]);
  });

  it("tells an empty text from none, in columns that keep both as an empty text", () => {
    const kept = {
      sql: "u.first_key",
      cast: "text",
      fold: true,
      present: "u.first_name is not null",
    } as const;
    const write = (text: string) => filterToSql(parsed(text), { ...columns, name: kept }, options);
    expect(write('name:""')).toEqual({
      sql: "(u.first_key = $1::text and u.first_name is not null)",
      params: [""],
    });
    expect(write('name:"",Ann')).toEqual({
      sql: "((u.first_key = $1::text) or (u.first_key = $2::text and u.first_name is not null))",
      params: ["ann", ""],
    });
    expect(write("name:none").sql).toBe("((u.first_name is not null) is not true)");
  });

  it("searches prefixes as a range in code point order, never as a pattern", () => {
    expect(toSql("name:Ann*")).toEqual({
      sql: '(u.name_key collate "C" >= $1::text and u.name_key collate "C" < $2::text)',
      params: ["ann", "ano"],
    });
    expect(toSql('name:"50%_*"').params).toEqual(["50%_", "50%`"]);
  });

  it("reads the beginning of a value as the column stores values", () => {
    const lowered = { ...columns, name: { ...columns["name"]!, fold: false, decode: (text: string) => text.toLowerCase() } }; // prettier-ignore
    expect(filterToSql(parsed("name:HEAD*"), lowered, options).params).toEqual(["head", "heae"]);
  });

  it("takes a day as the whole day in UTC", () => {
    const day = "2026-01-01T00:00:00.000Z";
    const next = "2026-01-02T00:00:00.000Z";
    const equal = toSql("created:2026-01-01");
    expect(equal.sql).toBe("((u.created_at >= $1::timestamptz) and (u.created_at < $2::timestamptz))");
    expect(equal.params).toEqual([day, next]);
    const sides = [">", ">=", "<", "<="].map((operator) => toSql(`created:${operator}2026-01-01`));
    expect(sides.map(({ sql, params }) => [sql.split(" ")[1], ...params])).toEqual([
      [">=", next],
      [">=", day],
      ["<", day],
      ["<", next],
    ]);
  });

  it("counts relative dates from the given now", () => {
    expect(toSql("created:<-90d").params).toEqual(["2026-03-17T12:00:00.000Z"]);
  });

  it("writes the end of the last year without a sign", () => {
    expect(toSql("created:<=9999").params).toEqual(["10000-01-01T00:00:00.000Z"]);
  });

  it("makes negation mean: did not match", () => {
    expect(toSql("-created:>2026").sql).toBe("((u.created_at >= $1::timestamptz) is not true)");
    expect(toSql("-(name:a OR -status:active)").sql).toBe(
      "(((u.name_key = $1::text) or ((u.status = $2::text) is not true)) is not true)",
    );
  });

  it("asks for null and not null", () => {
    expect(toSql("manager:any").sql).toBe("(u.manager_id is not null)");
    expect(toSql(`manager:none,${manager}`)).toEqual({
      sql: "((u.manager_id = $1::uuid) or (u.manager_id is null))",
      params: [manager],
    });
  });

  it("asks whether there is a value where a column that is never null says so", () => {
    const twin = { ...columns, name: { ...columns["name"]!, present: "u.name is not null" } };
    expect(filterToSql(parsed("name:any"), twin, options).sql).toBe("(u.name is not null)");
    expect(filterToSql(parsed("name:none"), twin, options).sql).toBe("((u.name is not null) is not true)");
  });

  it("says of times what an index beside them knows", () => {
    const twin = { ...columns, created: { ...columns["created"]!, below: ["u.key"] } };
    const asked = (text: string): string => filterToSql(parsed(text), twin, options).sql;
    expect(asked("created:<2026-01-01")).toBe("(u.created_at < $1::timestamptz and u.key < $1::timestamptz)");
    expect(asked("created:>2026-01-01")).toBe("(u.created_at >= $1::timestamptz)");
    const alike = { ...columns, created: { ...twin.created, alike: true } };
    expect(filterToSql(parsed("created:<2026-01-01"), alike, options).sql).toBe(
      "(coalesce(u.created_at < $1::timestamptz, false) and u.key < $1::timestamptz)",
    );
  });

  it("asks a list itself for whole values", () => {
    const listed = { ...columns, role: { ...columns["role"]!, list: "u.roles" } };
    const asked = (text: string): string => filterToSql(parsed(text), listed, options).sql;
    expect(asked("role:admin")).toBe("($1::text = any(u.roles))");
    expect(asked("role:admin,owner")).toBe("(($1::text = any(u.roles)) or ($2::text = any(u.roles)))");
    expect(asked("role:admin,none")).toBe(
      "(($1::text = any(u.roles)) or (not exists (select 1 from roles r where true)))",
    );
    expect(asked("-role:admin")).toBe("(($1::text = any(u.roles)) is not true)");
  });

  it("wraps conditions on values of another table", () => {
    expect(toSql("role:admin,owner").sql).toBe(
      "(exists (select 1 from roles r where (r.key = any($1::text[]))))",
    );
    expect(toSql("role:none").sql).toBe("(not exists (select 1 from roles r where true))");
  });

  it("lets an id that cannot exist match nothing", () => {
    expect(toSql("manager:usr_1")).toEqual({ sql: "false", params: [] });
    expect(toSql("-manager:usr_1").sql).toBe("(false is not true)");
    const decoding = { ...columns, manager: { ...columns["manager"]!, decode: () => manager } };
    expect(filterToSql(parsed("manager:usr_1"), decoding, options).params).toEqual([manager]);
  });

  it("refuses fields without a column, inherited names included", () => {
    for (const field of ["secret", "constructor", "__proto__", "toString"]) {
      const filter: Filter = { kind: "field", field, tests: [{ kind: "any" }] };
      expect(() => filterToSql(filter, columns, options)).toThrow(/No column/);
    }
  });

  it("refuses values of another type than the column", () => {
    const filter: Filter = { kind: "field", field: "logins", tests: [{ kind: "equals", value: "1" }] };
    expect(() => filterToSql(filter, columns, options)).toThrow(/numeric/);
  });
});

describe("no value is ever part of the SQL", () => {
  const marked = fc.string({ unit: "grapheme", minLength: 1 }).map((text) => `Zq${text}zQ`);
  const leaf = fc.oneof(
    marked.map((text): Filter => ({ kind: "term", text, prefix: false })),
    marked.map((value): Filter => ({ kind: "field", field: "name", tests: [{ kind: "equals", value }] })),
    marked.map((text): Filter => ({ kind: "field", field: "name", tests: [{ kind: "startsWith", text }] })),
    fc.array(marked, { minLength: 1, maxLength: 5 }).map((values): Filter => ({
      kind: "field",
      field: "role",
      tests: values.map((value) => ({ kind: "equals", value })),
    })),
  );

  it("whatever the values are", () => {
    fc.assert(
      fc.property(
        fc.array(leaf, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 99 }),
        (leaves, first) => {
          const conditions = leaves.filter((item) => item.kind !== "empty");
          const filter: Filter = { kind: "not", item: { kind: "or", items: conditions } };
          const { sql, params } = filterToSql(filter, columns, { ...options, firstParameter: first });
          expect(sql).not.toMatch(/zq/i);
          expect(sql).toMatch(/^[a-z0-9_$:."=<>(), [\]C]*$/);
          const numbers = [...sql.matchAll(/\$(\d+)/g)].map((match) => Number(match[1]));
          expect(numbers).toEqual(params.map((_, index) => first + index));
        },
      ),
    );
  });
});
