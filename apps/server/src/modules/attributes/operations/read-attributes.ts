import { attributeLimits, getAttributeUsage, listAttributes } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { shownAttribute } from "../describe.ts";
import type { Attributes } from "../sight.ts";
import { frequentValues, peopleWithIndexed, peopleWithKey } from "../usage.ts";

export const listAttributesOperation = (attributes: Attributes) =>
  operation(listAttributes, async ({ db, caller }) => {
    const sight = await attributes.sightOf(db, caller);
    const { definitions, indexed } = attributeLimits;
    return {
      items: sight.visible.map((each) => shownAttribute(each, sight)),
      limits: { definitions, indexed },
    };
  });

export const getAttributeUsageOperation = (attributes: Attributes) =>
  operation(getAttributeUsage, async ({ db, caller, fail }, { params }) => {
    const { visible } = await attributes.sightOf(db, caller);
    const definition = visible.find(({ uuid }) => uuid === params.id);
    if (definition === undefined) return fail("resource.not_found");
    if (definition.indexState !== "ready") {
      const [people = 0] = await db.query(peopleWithKey(definition.key));
      return { people, values: null };
    }
    const [[people = 0], values] = await db.queries(
      peopleWithIndexed(definition.uuid),
      frequentValues(definition.uuid),
    );
    return { people, values: ["number", "date"].includes(definition.type) ? null : values };
  });
