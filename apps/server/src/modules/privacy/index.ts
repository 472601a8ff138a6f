import type { NewId } from "#kernel/ids";
import { module, type Module } from "#kernel/module";
import type { ShowJob } from "#modules/jobs";
import { dataExportJob } from "./data-export.ts";
import { emptyEventsJob, eraseDueJob } from "./jobs.ts";
import {
  answerMyConsentOperation,
  listMyConsentsOperation,
  listUserConsentsOperation,
  recordUserConsentOperation,
} from "./operations/consents.ts";
import { eraseUserOperation } from "./operations/erase-user.ts";
import { exportMyDataOperation, exportUserDataOperation } from "./operations/export-data.ts";
import {
  createPurposeOperation,
  listPurposesOperation,
  updatePurposeOperation,
} from "./operations/purposes.ts";

export { hasAgreed, purposes } from "./consent-queries.ts";
export { erasePerson } from "./erase.ts";
export { lockErasable } from "./erase-queries.ts";

export function privacyModule({ newId, show }: { newId: NewId; show: ShowJob }): Module {
  return module({
    name: "privacy",
    operations: [
      eraseUserOperation,
      exportUserDataOperation(show),
      exportMyDataOperation(show),
      listPurposesOperation,
      createPurposeOperation,
      updatePurposeOperation,
      listUserConsentsOperation,
      listMyConsentsOperation,
      recordUserConsentOperation,
      answerMyConsentOperation,
    ],
    jobs: [emptyEventsJob, eraseDueJob(newId), dataExportJob],
  });
}
