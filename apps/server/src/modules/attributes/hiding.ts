import type { Operation } from "#kernel/operation";
import { Problem } from "#kernel/problem";
import type { AttributeValues, Attributes, Sight } from "./sight.ts";

const deepest = 5;
type Plain = Readonly<Record<string, unknown>>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
const valuesIn = (value: unknown): AttributeValues => (isPlain(value) ? value : {});

/** A change of attributes as far as its reader sees them; nothing where they see none of it. */
function shownChange(change: unknown, sight: Sight): unknown[] {
  if (!isPlain(change) || change["field"] !== "attributes") return [change];
  const [before, after] = [sight.show(valuesIn(change["before"])), sight.show(valuesIn(change["after"]))];
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const orNull = (side: "before" | "after", shown: AttributeValues) => (change[side] === null ? null : shown);
  return [{ ...change, before: orNull("before", before), after: orNull("after", after) }];
}

/** The same without what the reader does not see: in people, and in what is told of changes of people. */
export function withoutHidden(value: unknown, sight: Sight, depth = 0): unknown {
  if (depth > deepest) return value;
  if (Array.isArray(value)) return value.map((each) => withoutHidden(each, sight, depth + 1));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      if (name === "attributes" && isPlain(inner)) return [name, sight.show(inner)];
      if (name === "changes" && Array.isArray(inner))
        return [name, inner.flatMap((each) => shownChange(each, sight))];
      return [name, typeof inner === "object" ? withoutHidden(inner, sight, depth + 1) : inner];
    }),
  );
}

/** What tells of people with their attributes, or of changes of them; the lists of people see to it themselves. */
const alone = new Set(["users.list", "users.search", "users.facets"]);
const telling = /^(?:users|audit|activities|segments|duplicates)\./;

/** An operation whose answers and refusals hold no attribute that the caller does not see. */
export function hidingAttributes(operation: Operation, attributes: Attributes): Operation {
  const { contract, run } = operation;
  if (!telling.test(contract.id) || alone.has(contract.id)) return operation;
  return {
    contract,
    run: async (context, input) => {
      try {
        const answer = await run(context, input);
        if (!isPlain(answer)) return answer;
        return withoutHidden(answer, await attributes.sightOf(context.db, context.caller));
      } catch (cause) {
        if (!(cause instanceof Problem) || cause.details.extra === undefined) throw cause;
        const sight = await attributes.sightOf(context.db, context.caller);
        const extra = withoutHidden(cause.details.extra, sight) as Plain;
        throw new Problem(cause.code, { ...cause.details, extra }, cause.cause);
      }
    },
  };
}
