import { findSubjects, showSubject, subjectTypes } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { foundBy } from "../find-queries.ts";
import { placeOf } from "../place.ts";

export const findSubjectsOperation = operation(findSubjects, async ({ db, caller }, { query }) => {
  const organizationId = placeOf(caller);
  const { q, types = subjectTypes, limit } = query;
  const found = await db.queries(
    ...subjectTypes
      .filter((type) => types.includes(type))
      .map((type) => foundBy(type, organizationId, q, limit)),
  );
  const items = found
    .flat()
    .map(({ type, id, name, detail }) => ({ ref: showSubject({ type, id }), type, name, detail }));
  return { items };
});
