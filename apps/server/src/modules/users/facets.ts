import { dynamicQuery, type Parameter, type Query } from "#kernel/db/statement";
import { integer, text, textOrNull } from "#kernel/db/values";

export const facetFields = ["status", "department", "source", "verified", "role", "tag"] as const;
export type FacetField = (typeof facetFields)[number];
export type Facet = {
  field: FacetField;
  values: { value: string | null; count: number }[];
  /** Further values that are rarer than the ones told. */
  more: boolean;
};
export type Facets = { facets: Facet[]; asOf: string };

const most = 50;
type Condition = { where: string; values: readonly Parameter[] };
type Counted = { field: FacetField; value: string | null; count: number };

const plain = { status: "status", department: "department", source: "source", verified: "email_verified" };

/** One pass over the rows for what each has one of, and one for each thing they have several of. */
export function facetQueries({ where, values }: Condition): Query<Counted>[] {
  const columns = Object.values(plain);
  const names = Object.keys(plain);
  const read = (row: Parameters<Query<Counted>["read"]>[0]): Counted => ({
    field: facetFields.find((field) => field === text(row, 0)) ?? "status",
    value: textOrNull(row, 1),
    count: integer(row, 2),
  });
  const value = names.map((_, n) => `when ${1 << (names.length - 1 - n)} then ${columns[n]}::text`);
  const field = names.map((name, n) => `when ${1 << (names.length - 1 - n)} then '${name}'`);
  // grouping() sets the bit of each column that is not grouped by; the other way round it names the one that is.
  const which = `${(1 << names.length) - 1} - grouping(${columns.join(", ")})`;
  const single = `select field, value, count from (
      select *, row_number() over (partition by field order by count desc, value) as rank from (
        select case ${which} ${field.join(" ")} end as field, case ${which} ${value.join(" ")} end as value, count(*) as count
        from users where ${where} group by grouping sets (${columns.map((column) => `(${column})`).join(", ")})
      ) counted) ranked
    where rank <= ${most + 1} order by field, count desc, value`;
  const several = (name: FacetField, column: string): string =>
    `select '${name}', held, count(*) from users cross join lateral unnest(${column}) as held
     where ${where} group by held order by count(*) desc, held limit ${most + 1}`;
  return [single, several("role", "roles"), several("tag", "tags")].map((sql) =>
    dynamicQuery(sql, values, read),
  );
}

export function facetsFrom(counted: readonly Counted[]): Facet[] {
  return facetFields.map((field) => {
    const values = counted
      .filter((each) => each.field === field)
      .map(({ value, count }) => ({ value, count }));
    return { field, values: values.slice(0, most), more: values.length > most };
  });
}
