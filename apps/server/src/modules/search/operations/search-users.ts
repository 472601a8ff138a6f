import { searchUsers, type FoundUser } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import type { RightsOfRoles } from "#modules/access";
import type { Attributes } from "#modules/attributes";
import { abilitiesFor } from "#modules/users";
import { findPeople } from "../find-people.ts";
import { mostWords, wordsOf } from "../words.ts";

type Highlight = FoundUser["highlights"][number];

export const searchUsersOperation = (rightsOf: RightsOfRoles, attributes: Attributes) =>
  operation(searchUsers, async ({ db, asSystem, caller, fail }, { query }) => {
    if (wordsOf(query.q).length > mostWords) {
      const detail = `has more than ${mostWords} words`;
      fail("request.invalid", { fields: [{ pointer: "/query/q", code: "too_many_words", detail }] });
    }
    const { visible } = await attributes.sightOf(db, caller);
    const searched = visible.filter(({ searchable, indexState }) => searchable && indexState === "ready");
    const { hits, more, suggestion } = await findPeople(
      // As the system alone may parts of addresses be looked up by their index; it is told the organization.
      {
        db,
        system: asSystem(),
        organizationId: caller.organizationId ?? "",
        attributeIds: searched.map(({ uuid }) => uuid),
      },
      query.q,
      query.limit,
    );
    const abilities = await abilitiesFor(caller, { db, rightsOf, rows: hits.map(({ row }) => row) });
    const items = hits.map(({ row, match, kind }) => ({
      user: Object.assign(row, { abilities: abilities(row) }),
      match: kind,
      highlights: match.highlights.map(({ field, ranges }) => ({
        field: field as Highlight["field"],
        ranges: ranges.map(([from, to]) => [from, to]),
      })),
    }));
    return { items, more, suggestion };
  });
