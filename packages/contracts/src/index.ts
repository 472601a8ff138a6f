import { apiKeysContracts } from "./api-keys.ts";
import { accessContracts } from "./access.ts";
import { accessFindingContracts } from "./access-finding.ts";
import { approvalsContracts } from "./approvals.ts";
import { attributesContracts } from "./attributes.ts";
import { auditContracts } from "./audit.ts";
import { connectionsContracts } from "./connections.ts";
import type { Contract } from "./contract.ts";
import { exportsContracts } from "./exports.ts";
import { selectionsContracts } from "./selections.ts";
import { bulkContracts } from "./bulk.ts";
import { devicesContracts } from "./devices.ts";
import { emailsContracts } from "./emails.ts";
import { groupMembersContracts } from "./group-members.ts";
import { groupsContracts } from "./groups.ts";
import { identitiesContracts } from "./identities.ts";
import { impersonationsContracts } from "./impersonations.ts";
import { importsContracts } from "./imports.ts";
import { invitationsContracts } from "./invitations.ts";
import { factorSignInContracts } from "./factor-sign-in.ts";
import { factorsContracts } from "./factors.ts";
import { jobsContracts } from "./jobs.ts";
import { keysContracts } from "./keys.ts";
import { organizationBrandingContracts } from "./organization-branding.ts";
import { organizationDomainsContracts } from "./organization-domains.ts";
import { organizationTransfersContracts } from "./organization-transfers.ts";
import { organizationTreeContracts } from "./organization-tree.ts";
import { organizationsContracts } from "./organizations.ts";
import { policiesContracts } from "./policies.ts";
import { duplicatesContracts } from "./duplicates.ts";
import { lifecycleContracts } from "./lifecycle.ts";
import { onboardingContracts } from "./onboarding.ts";
import { privacyContracts } from "./privacy.ts";
import { recoveriesContracts } from "./recoveries.ts";
import { registrationsContracts } from "./registrations.ts";
import { roleViewsContracts } from "./role-views.ts";
import { reviewsContracts } from "./reviews.ts";
import { rolesContracts } from "./roles.ts";
import { securityContracts } from "./security.ts";
import { segmentsContracts } from "./segments.ts";
import { serviceAccountsContracts } from "./service-accounts.ts";
import { sessionsContracts } from "./sessions.ts";
import { uploadsContracts } from "./uploads.ts";
import { userRightsContracts } from "./user-rights.ts";
import { usersContracts } from "./users.ts";
import { usersSearchContracts } from "./users-search.ts";
import { viewsContracts } from "./views.ts";

export * from "./api-keys.ts";
export * from "./access.ts";
export * from "./access-finding.ts";
export * from "./access-refs.ts";
export * from "./approvals.ts";
export * from "./attributes.ts";
export * from "./audit.ts";
export * from "./connections.ts";
export * from "./contract.ts";
export * from "./devices.ts";
export * from "./emails.ts";
export * from "./errors.ts";
export * from "./events.ts";
export * from "./factor-sign-in.ts";
export * from "./factors.ts";
export * from "./filter-fields.ts";
export * from "./group-members.ts";
export * from "./groups.ts";
export * from "./id.ts";
export * from "./identities.ts";
export * from "./impersonations.ts";
export * from "./import-mapping.ts";
export * from "./imports.ts";
export * from "./invitations.ts";
export * from "./jobs.ts";
export * from "./keys.ts";
export * from "./openapi.ts";
export * from "./organization-branding.ts";
export * from "./organization-domains.ts";
export * from "./organization-transfers.ts";
export * from "./organization-tree.ts";
export * from "./organizations.ts";
export * from "./permissions.ts";
export * from "./policies.ts";
export * from "./duplicates.ts";
export * from "./lifecycle.ts";
export * from "./onboarding.ts";
export * from "./privacy.ts";
export * from "./recoveries.ts";
export * from "./registrations.ts";
export * from "./role-views.ts";
export * from "./reviews.ts";
export * from "./roles.ts";
export * from "./security.ts";
export * from "./segments.ts";
export * from "./service-accounts.ts";
export * from "./sessions.ts";
export * from "./uploads.ts";
export * from "./exports.ts";
export * from "./selections.ts";
export * from "./bulk.ts";
export * from "./user-rights.ts";
export * from "./users.ts";
export * from "./users-search.ts";
export * from "./views.ts";

/** Every operation of the product. What is not in this list cannot be called. */
export const contracts = [
  ...sessionsContracts,
  ...devicesContracts,
  ...registrationsContracts,
  ...recoveriesContracts,
  ...organizationsContracts,
  ...organizationTreeContracts,
  ...organizationBrandingContracts,
  ...organizationTransfersContracts,
  ...organizationDomainsContracts,
  ...usersContracts,
  ...userRightsContracts,
  ...usersSearchContracts,
  ...attributesContracts,
  ...segmentsContracts,
  ...viewsContracts,
  ...rolesContracts,
  ...roleViewsContracts,
  ...accessContracts,
  ...accessFindingContracts,
  ...auditContracts,
  ...jobsContracts,
  ...uploadsContracts,
  ...exportsContracts,
  ...importsContracts,
  ...selectionsContracts,
  ...bulkContracts,
  ...keysContracts,
  ...factorsContracts,
  ...factorSignInContracts,
  ...invitationsContracts,
  ...emailsContracts,
  ...policiesContracts,
  ...duplicatesContracts,
  ...lifecycleContracts,
  ...onboardingContracts,
  ...privacyContracts,
  ...securityContracts,
  ...connectionsContracts,
  ...identitiesContracts,
  ...groupsContracts,
  ...groupMembersContracts,
  ...apiKeysContracts,
  ...serviceAccountsContracts,
  ...approvalsContracts,
  ...reviewsContracts,
  ...impersonationsContracts,
] as const satisfies readonly Contract[];
