import type { Nouns } from "./nouns.ts";

/** One verb per file, by the path inside of the module. */
export function operationFiles(nouns: Nouns): Record<string, string> {
  const file = nouns.words.replaceAll(" ", "-");
  return {
    [`operations/list-${nouns.kebab}.ts`]: list(nouns),
    [`operations/get-${file}.ts`]: get(nouns),
    [`operations/create-${file}.ts`]: create(nouns),
    [`operations/update-${file}.ts`]: update(nouns),
    [`operations/delete-${file}.ts`]: remove(nouns),
  };
}

function list({ One, Many, one, kebab, table }: Nouns): string {
  return `import { list${Many} } from "@atrium/contracts";
import type { Lists } from "#kernel/list";
import { operation } from "#kernel/operation";
import { ${one}Columns, ${one}SortKeys, read${One} } from "../queries.ts";
import { shown } from "../shown.ts";

const spec = {
  name: "${kebab}",
  from: "${table}",
  columns: ${one}Columns,
  idColumn: "id",
  sorts: ${one}SortKeys,
  read: read${One},
};

export const list${Many}Operation = (lists: Lists) =>
  operation(list${Many}, async ({ db, caller }, { query }) => {
    const { sort, limit, cursor } = query;
    const page = lists(spec, { sort, limit, cursor, where: "true", values: [], prepared: true });
    const { items, next, previous } = page.finish(await db.query(page.query));
    return { items: items.map((row) => shown(row, caller)), next, previous, total: null, totalKind: "none" as const };
  });
`;
}

function get({ One }: Nouns): string {
  return `import { get${One} } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { find${One} } from "../queries.ts";
import { shown } from "../shown.ts";

export const get${One}Operation = operation(get${One}, async ({ db, caller, fail }, { params }) => {
  const [row] = await db.query(find${One}(params.id));
  return row === undefined ? fail("resource.not_found") : shown(row, caller);
});
`;
}

function create({ One, one, words, thing }: Nouns): string {
  return `import { create${One} } from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import { diff } from "#kernel/events/diff";
import { operation } from "#kernel/operation";
import { insert${One} } from "../queries.ts";
import { ${one}Target, shown } from "../shown.ts";

export const create${One}Operation = operation(
  create${One},
  async ({ db, caller, now, newId, record }, { body }) => {
    const { name } = body;
    const [row] = await db.query(
      insert${One}({ id: newId(), name, nameKey: foldText(name), now: now.toISOString(), by: caller.userId }),
    );
    if (row === undefined) throw new Error("the ${words} was not stored");
    record({ name: "${thing}.created", target: ${one}Target(row), changes: diff({}, { name: row.name }) });
    return shown(row, caller);
  },
);
`;
}

function update({ One, one, words, thing }: Nouns): string {
  return `import { update${One} } from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import { diff } from "#kernel/events/diff";
import { operation } from "#kernel/operation";
import { update${One}Row } from "../queries.ts";
import { ${one}Target, shown, take${One} } from "../shown.ts";

export const update${One}Operation = operation(
  update${One},
  async ({ db, caller, request, now, record, unchanged }, { params, body }) => {
    const before = await take${One}(db, params.id, { caller, ifMatch: request.ifMatch });
    const name = body.name ?? before.name;
    const changes = diff({ name: before.name }, { name });
    if (changes.length === 0) {
      unchanged();
      return shown(before, caller);
    }
    const [row] = await db.query(
      update${One}Row({ id: before.uuid, name, nameKey: foldText(name), now: now.toISOString(), by: caller.userId }),
    );
    if (row === undefined) throw new Error("the ${words} was not stored");
    record({ name: "${thing}.updated", target: ${one}Target(row), changes });
    return shown(row, caller);
  },
);
`;
}

function remove({ One, one, thing }: Nouns): string {
  return `import { delete${One} } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { remove${One} } from "../queries.ts";
import { ${one}Target, take${One} } from "../shown.ts";

export const delete${One}Operation = operation(
  delete${One},
  async ({ db, caller, request, record }, { params }) => {
    const row = await take${One}(db, params.id, { caller, ifMatch: request.ifMatch });
    await db.query(remove${One}(row.uuid));
    record({
      name: "${thing}.deleted",
      target: ${one}Target(row),
      changes: [{ field: "name", before: row.name, after: null }],
    });
  },
);
`;
}
