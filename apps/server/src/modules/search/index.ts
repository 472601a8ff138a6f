import { module, type Module } from "#kernel/module";
import type { RightsOfRoles } from "#modules/access";
import type { Attributes } from "#modules/attributes";
import { searchUsersOperation } from "./operations/search-users.ts";
import { tidySearchJob } from "./tidy.ts";

export { forgetWords } from "./tidy.ts";

export function searchModule(deps: { rightsOf: RightsOfRoles; attributes: Attributes }): Module {
  return module({
    name: "search",
    operations: [searchUsersOperation(deps.rightsOf, deps.attributes)],
    jobs: [tidySearchJob],
  });
}
