import { auditContracts } from "./audit.ts";
import type { Contract } from "./contract.ts";
import { jobsContracts } from "./jobs.ts";
import { organizationsContracts } from "./organizations.ts";
import { rolesContracts } from "./roles.ts";
import { sessionsContracts } from "./sessions.ts";
import { usersContracts } from "./users.ts";

export * from "./audit.ts";
export * from "./contract.ts";
export * from "./errors.ts";
export * from "./events.ts";
export * from "./filter-fields.ts";
export * from "./id.ts";
export * from "./jobs.ts";
export * from "./openapi.ts";
export * from "./organizations.ts";
export * from "./permissions.ts";
export * from "./roles.ts";
export * from "./sessions.ts";
export * from "./users.ts";

/** Every operation of the product. What is not in this list cannot be called. */
export const contracts = [
  ...sessionsContracts,
  ...organizationsContracts,
  ...usersContracts,
  ...rolesContracts,
  ...auditContracts,
  ...jobsContracts,
] as const satisfies readonly Contract[];
