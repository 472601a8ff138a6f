import {
  attributeLimits,
  createAttribute,
  deleteAttribute,
  orderAttributes,
  updateAttribute,
} from "@atrium/contracts";
import { diff } from "#kernel/events/diff";
import { violatedConstraint } from "#kernel/db/failures";
import { operation } from "#kernel/operation";
import {
  definitionsOf,
  endDefinition,
  holdDefinitions,
  insertDefinition,
  lockDefinition,
  putInOrder,
  updateDefinition,
  type Definition,
  type DefinitionValues,
} from "../definitions.ts";
import {
  attributeTarget,
  checkDefinition,
  checkIndexed,
  needsIndex,
  shownAttribute,
  toldFields,
} from "../describe.ts";
import { indexKind, removeKind } from "../jobs.ts";
import type { Attributes } from "../sight.ts";

const settings = (from: Definition): DefinitionValues => {
  const { name, names, description, choices, required, defaultValue, rules, readers, writers } = from;
  const { selfWritable, searchable, indexed, indexState } = from;
  return {
    name, names, description, choices, required, defaultValue, rules, readers, writers, selfWritable, searchable,
    indexed, indexState,
  }; // prettier-ignore
};

/** Who defines attributes writes all of them. */
const shown = (definition: Definition) => shownAttribute(definition, { mayWrite: () => true });

export const createAttributeOperation = operation(
  createAttribute,
  async ({ db, now, newId, record, enqueue, fail }, { body }) => {
    await db.query(holdDefinitions());
    const others = await db.query(definitionsOf());
    if (others.length >= attributeLimits.definitions) {
      fail("attribute.limit_reached", { extra: { most: attributeLimits.definitions } });
    }
    const { key, type, ...rest } = body;
    const wanted = { ...rest, indexState: "none" as const };
    const indexing = needsIndex(wanted);
    if (indexing) checkIndexed(others);
    const uuid = newId();
    checkDefinition({ ...wanted, type });
    const values: DefinitionValues = { ...wanted, indexState: indexing ? "building" : "none" };
    const [made] = await db
      .query(insertDefinition({ id: uuid, key, type, now }, values))
      .catch((cause: unknown) => {
        if (violatedConstraint(cause) !== "attribute_definitions_key") throw cause;
        return fail("attribute.key_taken", {
          fields: [{ pointer: "/key", code: "taken", detail: "is in use" }],
        });
      });
    if (made === undefined) throw new Error("the attribute was not stored");
    record({
      name: "attribute.created",
      target: attributeTarget(made),
      changes: diff({}, { key, type, ...toldFields(values) }),
    });
    if (indexing) await enqueue({ kind: indexKind, input: { id: uuid }, dedupeKey: `${indexKind} ${uuid}` });
    return shown(made);
  },
);

export const updateAttributeOperation = operation(
  updateAttribute,
  async ({ db, request, now, record, unchanged, enqueue, fail }, { params, body }) => {
    await db.query(holdDefinitions());
    const [row] = await db.query(lockDefinition(params.id));
    if (row === undefined) return fail("resource.not_found");
    if (request.ifMatch !== null && request.ifMatch !== row.version) {
      fail("precondition.failed", { extra: { current: shown(row) } });
    }
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    const wanted: Definition = { ...row, ...given };
    const before = settings(row);
    const changes = diff(toldFields(before), toldFields(settings(wanted)));
    if (changes.length === 0) {
      unchanged();
      return shown(row);
    }
    checkDefinition(wanted);
    const starting = needsIndex(wanted) && row.indexState === "none";
    if (starting) checkIndexed((await db.query(definitionsOf())).filter(({ uuid }) => uuid !== row.uuid));
    const ending = !needsIndex(wanted) && row.indexState !== "none";
    const indexState = starting ? "building" : ending ? "none" : row.indexState;
    const [updated] = await db.query(updateDefinition(row.uuid, { ...settings(wanted), indexState }, now));
    if (updated === undefined) throw new Error("the attribute was not stored");
    record({ name: "attribute.updated", target: attributeTarget(updated), changes });
    if (starting || ending) {
      await enqueue({ kind: indexKind, input: { id: row.uuid }, dedupeKey: `${indexKind} ${row.uuid}` });
    }
    return shown(updated);
  },
);

export const orderAttributesOperation = (attributes: Attributes) =>
  operation(orderAttributes, async ({ db, caller, record, unchanged, fail }, { body }) => {
    await db.query(holdDefinitions());
    const all = await db.query(definitionsOf());
    const wanted = [...new Set(body.ids)];
    const unknown = wanted.filter((id) => !all.some(({ uuid }) => uuid === id));
    if (unknown.length > 0) fail("attribute.unknown");
    // Those that are not named stay behind the others, in the order they had.
    const rest = all.filter(({ uuid }) => !wanted.includes(uuid)).map(({ uuid }) => uuid);
    const order = [...wanted, ...rest];
    const keys = (ids: readonly string[]): string[] =>
      ids.flatMap((id) => all.find(({ uuid }) => uuid === id)?.key ?? []);
    const shownIds = order.flatMap((id) => all.find(({ uuid }) => uuid === id)?.id ?? []);
    const before = all.map(({ uuid }) => uuid);
    if (before.join() === order.join()) {
      unchanged();
      return { ids: shownIds };
    }
    await db.query(putInOrder(order));
    record({
      name: "attribute.ordered",
      target: { type: "organization", id: caller.organizationId ?? "", name: "" },
      changes: [{ field: "order", before: keys(before), after: keys(order) }],
    });
    attributes.forget(caller.organizationId ?? "");
    return { ids: shownIds };
  });

export const deleteAttributeOperation = operation(
  deleteAttribute,
  async ({ db, request, now, record, enqueue, fail }, { params }) => {
    await db.query(holdDefinitions());
    const [row] = await db.query(lockDefinition(params.id));
    if (row === undefined) return fail("resource.not_found");
    if (request.ifMatch !== null && request.ifMatch !== row.version) {
      fail("precondition.failed", { extra: { current: shown(row) } });
    }
    await db.query(endDefinition(row.uuid, now.toISOString()));
    record({
      name: "attribute.deleted",
      target: attributeTarget(row),
      changes: Object.entries({ key: row.key, type: row.type, ...toldFields(settings(row)) }).map(
        ([field, before]) => ({ field, before, after: null }),
      ),
    });
    await enqueue({ kind: removeKind, input: { id: row.uuid } });
  },
);
