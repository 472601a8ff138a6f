import { nameAccess } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { namesFor } from "../names.ts";
import { placeOf } from "../place.ts";

export const nameAccessOperation = operation(nameAccess, async ({ db, caller }, { query }) => {
  const { subjects = [], scopes = [] } = query;
  return { names: await namesFor(db, placeOf(caller), { subjects, scopes }) };
});
