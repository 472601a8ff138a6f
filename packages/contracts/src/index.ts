import { auditContracts } from "./audit.ts";
import { connectionsContracts } from "./connections.ts";
import type { Contract } from "./contract.ts";
import { devicesContracts } from "./devices.ts";
import { identitiesContracts } from "./identities.ts";
import { jobsContracts } from "./jobs.ts";
import { organizationsContracts } from "./organizations.ts";
import { policiesContracts } from "./policies.ts";
import { rolesContracts } from "./roles.ts";
import { securityContracts } from "./security.ts";
import { sessionsContracts } from "./sessions.ts";
import { usersContracts } from "./users.ts";

export * from "./audit.ts";
export * from "./connections.ts";
export * from "./contract.ts";
export * from "./devices.ts";
export * from "./errors.ts";
export * from "./events.ts";
export * from "./filter-fields.ts";
export * from "./id.ts";
export * from "./identities.ts";
export * from "./jobs.ts";
export * from "./openapi.ts";
export * from "./organizations.ts";
export * from "./permissions.ts";
export * from "./policies.ts";
export * from "./roles.ts";
export * from "./security.ts";
export * from "./sessions.ts";
export * from "./users.ts";

/** Every operation of the product. What is not in this list cannot be called. */
export const contracts = [
  ...sessionsContracts,
  ...devicesContracts,
  ...organizationsContracts,
  ...usersContracts,
  ...rolesContracts,
  ...auditContracts,
  ...jobsContracts,
  ...policiesContracts,
  ...securityContracts,
  ...connectionsContracts,
  ...identitiesContracts,
] as const satisfies readonly Contract[];
