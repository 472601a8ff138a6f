import { module, type Module } from "#kernel/module";
import type { Engine } from "./engine/engine.ts";
import { checkAccessOperation, checkManyAccessOperation } from "./operations/check.ts";
import { explainAccessOperation } from "./operations/explain.ts";
import { findSubjectsOperation } from "./operations/find-subjects.ts";
import { nameAccessOperation } from "./operations/name-access.ts";
import { simulateAccessOperation } from "./operations/simulate.ts";
import { whatCanOperation } from "./operations/what-can.ts";
import { whoCanOperation } from "./operations/who-can.ts";
import { whoGivesOperation } from "./operations/who-gives.ts";

export { isAbove } from "./above.ts";
export { createAccess, type Access, type Rights, type RightsOfRoles } from "./access.ts";
export { holds, insideOf, type Compiled } from "./engine/compile.ts";
export { createEngine, type Engine } from "./engine/engine.ts";
export { isPlatformOnly, type Chain } from "./engine/scopes.ts";
export { standingOf } from "./engine/subjects.ts";
export { firstTouched } from "./first-touched.ts";
export { namesFor } from "./names.ts";
export { peopleWho } from "./people-queries.ts";
export { everHeld, everHeldIn, type HeldPermission } from "./queries.ts";

export function accessModule({ engine }: { engine: Engine }): Module {
  return module({
    name: "access",
    operations: [
      checkAccessOperation(engine),
      checkManyAccessOperation(engine),
      explainAccessOperation(engine),
      whoCanOperation(engine),
      whatCanOperation(engine),
      simulateAccessOperation(engine),
      findSubjectsOperation,
      nameAccessOperation,
      whoGivesOperation,
    ],
    listeners: engine.listeners,
  });
}
