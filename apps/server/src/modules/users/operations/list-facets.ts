import { listUserFacets } from "@atrium/contracts";
import type { Cache } from "#kernel/cache";
import { operation } from "#kernel/operation";
import { facetQueries, facetsFrom, type Facets } from "../facets.ts";
import { withAttributes, type Attributes } from "#modules/attributes";
import { userFilter } from "../fields.ts";
import { conditionOfText } from "../condition.ts";

export type FacetDeps = { readonly facets: Cache<Facets>; readonly attributes: Attributes };

/** Counting a million people takes a second, so what was counted is told again for a while, with its time. */
export const listFacetsOperation = ({ facets, attributes }: FacetDeps) =>
  operation(listUserFacets, async ({ db, caller, now }, { query }) => {
    const condition = await conditionOfText(
      db,
      query.q,
      now,
      withAttributes(userFilter, await attributes.sightOf(db, caller)),
    );
    // By what is asked and not by its text: two readers of one text may be asking different things.
    const { where, values } = condition;
    const key = JSON.stringify([caller.organizationId, where, values]);
    return facets.get(key, async () => {
      const counted = await db.queries(...facetQueries(condition));
      return { facets: facetsFrom(counted.flat()), asOf: now.toISOString() };
    });
  });
