import { describe, expect, it } from "vitest";
import type { Condition, FieldTest, Filter, FilterValue } from "./ast.ts";
import { exampleFields } from "./examples.fixture.ts";
import { parseFilter } from "./parser.ts";

function parsed(text: string): Filter {
  const result = parseFilter(text, exampleFields);
  if (!result.ok) throw new Error(`${text}: ${result.errors.map((error) => error.message).join(" ")}`);
  return result.filter;
}

function field(name: string, ...tests: FieldTest[]): Condition {
  return { kind: "field", field: name, tests };
}
const equals = (value: FilterValue): FieldTest => ({ kind: "equals", value });
const term = (text: string, prefix = false): Condition => ({ kind: "term", text, prefix });
const no = (item: Condition): Condition => ({ kind: "not", item });
const all = (...items: Condition[]): Condition => ({ kind: "and", items });
const some = (...items: Condition[]): Condition => ({ kind: "or", items });

describe("a filter text", () => {
  it("without content is the empty filter", () => {
    for (const text of ["", "   ", "\t\n\u00a0\u3000"]) expect(parsed(text)).toEqual({ kind: "empty" });
  });

  it("joins fields, negations, comparisons and phrases by and", () => {
    expect(parsed('status:active role:admin created:>2026-01-01 -group:sales "ann lee"')).toEqual(
      all(
        field("status", equals("active")),
        field("role", equals("admin")),
        field("created", { kind: "compare", operator: ">", value: { date: "2026-01-01" } }),
        no(field("group", equals("sales"))),
        term("ann lee"),
      ),
    );
  });

  it("lets and bind tighter than or, and not tighter than and", () => {
    expect(parsed("a b OR -c AND d")).toEqual(some(all(term("a"), term("b")), all(no(term("c")), term("d"))));
    expect(parsed("a (b OR c)")).toEqual(all(term("a"), some(term("b"), term("c"))));
    expect(parsed("NOT a b")).toEqual(all(no(term("a")), term("b")));
  });

  it("has one form for equal nestings", () => {
    expect(parsed("((a) (b (c)))")).toEqual(parsed("a b c"));
    expect(parsed("--a")).toEqual(term("a"));
    expect(parsed("NOT NOT NOT (a)")).toEqual(no(term("a")));
  });

  it("takes or, and, not in lower case or in quotes as words", () => {
    expect(parsed('or "OR" not')).toEqual(all(term("or"), term("OR"), term("not")));
  });

  it("knows lists, prefixes, quoted values and escapes", () => {
    expect(parsed("status:active,suspended")).toEqual(field("status", equals("active"), equals("suspended")));
    expect(parsed("name:ann*")).toEqual(field("name", { kind: "startsWith", text: "ann" }));
    expect(parsed('title:"head of *"')).toEqual(field("title", { kind: "startsWith", text: "head of " }));
    expect(parsed('title:"head of \\*"')).toEqual(field("title", equals("head of *")));
    expect(parsed('title:"a, \\"b\\" \\\\",c\\,d')).toEqual(
      field("title", equals('a, "b" \\'), equals("c,d")),
    );
    expect(parsed("http\\://x ann*")).toEqual(all(term("http://x"), term("ann", true)));
    expect(parsed('title:""')).toEqual(field("title", equals("")));
  });

  it("keeps colons, dashes and apostrophes inside values", () => {
    expect(parsed("name:O'Brien-Smith title:a:b")).toEqual(
      all(field("name", equals("O'Brien-Smith")), field("title", equals("a:b"))),
    );
  });

  it("tells absence from the words none and any", () => {
    expect(parsed("manager:none")).toEqual(field("manager", { kind: "none" }));
    expect(parsed("manager:any,usr_1")).toEqual(field("manager", { kind: "any" }, equals("usr_1")));
    expect(parsed('manager:"none"')).toEqual(field("manager", equals("none")));
    expect(parsed("role:none")).toEqual(field("role", { kind: "none" }));
    expect(parsed("mfa:none")).toEqual(field("mfa", equals("none")));
  });

  it("reads != as a negation", () => {
    expect(parsed("status:!=active")).toEqual(parsed("-status:active"));
    expect(parsed("-status:!=active")).toEqual(parsed("status:active"));
  });

  it("reads comparisons and ranges, open ones as comparisons", () => {
    expect(parsed("logins:>=3 score:<-0.5")).toEqual(
      all(
        field("logins", { kind: "compare", operator: ">=", value: 3 }),
        field("score", { kind: "compare", operator: "<", value: -0.5 }),
      ),
    );
    expect(parsed("created:2026-01-01..2026-02-01")).toEqual(
      field("created", { kind: "between", from: { date: "2026-01-01" }, to: { date: "2026-02-01" } }),
    );
    expect(parsed("logins:..5")).toEqual(parsed("logins:<=5"));
    expect(parsed("logins:5..")).toEqual(parsed("logins:>=5"));
    expect(parsed("logins:=5")).toEqual(parsed("logins:5"));
    expect(parsed("logins:1,3..5,>9")).toEqual(
      field(
        "logins",
        equals(1),
        { kind: "between", from: 3, to: 5 },
        { kind: "compare", operator: ">", value: 9 },
      ),
    );
  });

  it("brings dates, enums, booleans, field names and characters to one spelling", () => {
    expect(parsed("created:2026-01-01T01:30+02:00")).toEqual(
      field("created", equals({ date: "2025-12-31T23:30Z" })),
    );
    expect(parsed("created:2026-01-01T01:30:05.250")).toEqual(
      field("created", equals({ date: "2026-01-01T01:30:05.250Z" })),
    );
    expect(parsed("lastLoginAt:<-090d")).toEqual(parsed("lastLoginAt:<-90d"));
    expect(parsed("Status:ACTIVE createdat:2026 EmailVerified:True")).toEqual(
      parsed("status:active created:2026 verified:true"),
    );
    expect(parsed("name:a\u030a")).toEqual(parsed("name:\u00e5"));
    expect(parsed("attributes.cost-center:x")).toEqual(field("attributes.cost-center", equals("x")));
    expect(Object.is(fieldValue(parsed("score:-0")), 0)).toBe(true);
  });
});

function fieldValue(filter: Filter): FilterValue | undefined {
  const test = filter.kind === "field" ? filter.tests[0] : undefined;
  return test?.kind === "equals" ? test.value : undefined;
}
