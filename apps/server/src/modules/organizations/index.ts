import type { Database } from "#kernel/db/database";
import type { NewId } from "#kernel/ids";
import type { Lists } from "#kernel/list";
import { module, type Module } from "#kernel/module";
import type { Outbound } from "#kernel/outbound";
import type { Access } from "#modules/access";
import type { CallMeter } from "./call-meter.ts";
import { checkDomainsJob } from "./domains/check-job.ts";
import { domainOperations } from "./domains/operations.ts";
import type { ResolveTxt } from "./domains/proof.ts";
import {
  organizationLogoOperation,
  removeLogoOperation,
  setLogoOperation,
  updateBrandingOperation,
} from "./operations/branding.ts";
import {
  createOrganizationBelowOperation,
  createOrganizationOperation,
} from "./operations/create-organization.ts";
import {
  deleteOrganizationOperation,
  deleteOwnOrganizationOperation,
  restoreOrganizationOperation,
} from "./operations/delete-organization.ts";
import { editOrganizationOperation } from "./operations/edit-organization.ts";
import { getOrganizationOperation } from "./operations/get-organization.ts";
import {
  listOrganizationsBelowOperation,
  listOrganizationsOperation,
} from "./operations/list-organizations.ts";
import { findOrganizationOperation, organizationUsageOperation } from "./operations/one-organization.ts";
import { organizationBrandOperation, type RegistrationRuleOf } from "./operations/organization-brand.ts";
import { organizationOverviewOperation } from "./operations/organization-overview.ts";
import {
  moveOrganizationOperation,
  setOrganizationStatusOperation,
} from "./operations/place-organization.ts";
import {
  acceptTransferOperation,
  declineTransferOperation,
  listOwnTransfersOperation,
} from "./operations/take-over.ts";
import {
  getTransferOperation,
  offerTransferOperation,
  withdrawTransferOperation,
} from "./operations/transfer.ts";
import { updateOrganizationOperation } from "./operations/update-organization.ts";
import { purgeJob } from "./purge-job.ts";

export { createCallMeter, type CallMeter } from "./call-meter.ts";
export { proofRecord, type ResolveTxt } from "./domains/proof.ts";
export { domainsHeld, holdDomains, holdsDomain, isTaken as isDomainTaken } from "./domains/queries.ts";
export { insertOrganization } from "./queries.ts";
export { defaultSettings } from "./settings.ts";

export function organizationsModule(deps: {
  lists: Lists;
  database: Database;
  access: Access;
  newId: NewId;
  meter: CallMeter;
  outbound: Outbound;
  resolveTxt: ResolveTxt;
  /** Where Atrium itself is reached. */
  origin: () => string;
  platformId: () => string | null;
  registrationRuleOf: RegistrationRuleOf;
}): Module {
  const { lists, platformId, newId, access } = deps;
  return module({
    name: "organizations",
    operations: [
      organizationBrandOperation(deps.registrationRuleOf),
      listOrganizationsOperation(lists),
      listOrganizationsBelowOperation(lists, platformId),
      createOrganizationOperation(platformId),
      createOrganizationBelowOperation,
      getOrganizationOperation,
      findOrganizationOperation,
      updateOrganizationOperation,
      editOrganizationOperation,
      setOrganizationStatusOperation,
      moveOrganizationOperation,
      deleteOrganizationOperation,
      deleteOwnOrganizationOperation,
      restoreOrganizationOperation,
      organizationOverviewOperation,
      organizationUsageOperation,
      updateBrandingOperation,
      setLogoOperation,
      removeLogoOperation,
      organizationLogoOperation,
      getTransferOperation,
      offerTransferOperation,
      withdrawTransferOperation,
      listOwnTransfersOperation,
      acceptTransferOperation(access),
      declineTransferOperation,
      ...domainOperations(deps),
    ],
    listeners: deps.meter.listeners,
    jobs: [purgeJob(newId), checkDomainsJob(deps, newId)],
  });
}
