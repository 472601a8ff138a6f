export { isAbove } from "./above.ts";
export { createAccess, type Access, type Rights, type RightsOfRoles } from "./access.ts";
export { heldAt, holds, insideOf, type Compiled } from "./engine/compile.ts";
export { createEngine, type Engine } from "./engine/engine.ts";
export { everHeld, everHeldIn, permissionsOfRoles, type HeldPermission } from "./queries.ts";
export { isPlatformOnly } from "./engine/scopes.ts";
export { standingOf } from "./engine/subjects.ts";
