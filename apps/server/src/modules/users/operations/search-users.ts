import { searchUsers, type FoundUser } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import type { RightsOfRoles } from "#modules/access";
import { abilitiesFor } from "../policy.ts";
import { findPeople } from "../search/find-people.ts";
import { mostWords, wordsOf } from "../search/words.ts";

type Highlight = FoundUser["highlights"][number];

export const searchUsersOperation = (rightsOf: RightsOfRoles) =>
  operation(searchUsers, async ({ db, asSystem, caller, fail }, { query }) => {
    if (wordsOf(query.q).length > mostWords) {
      const detail = `has more than ${mostWords} words`;
      fail("request.invalid", { fields: [{ pointer: "/query/q", code: "too_many_words", detail }] });
    }
    const { hits, more, suggestion } = await findPeople(
      // As the system alone may parts of addresses be looked up by their index; it is told the organization.
      { db, system: asSystem(), organizationId: caller.organizationId ?? "" },
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
