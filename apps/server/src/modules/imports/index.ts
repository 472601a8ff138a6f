import { module, type Module } from "#kernel/module";
import { checkJob } from "./check-job.ts";
import { cleanUpJob } from "./clean-up-job.ts";
import type { ImportDeps } from "./deps.ts";
import {
  createImportMappingOperation,
  deleteImportMappingOperation,
  listImportMappingsOperation,
} from "./operations/mappings.ts";
import {
  getImportOperation,
  listImportProblemsOperation,
  listImportsOperation,
} from "./operations/read-imports.ts";
import { checkImportOperation, runImportOperation } from "./operations/work-imports.ts";
import {
  createImportOperation,
  deleteImportOperation,
  updateImportOperation,
} from "./operations/write-imports.ts";
import { readJob } from "./read-job.ts";
import { runJob } from "./run-job.ts";
import { undoImportJob } from "./undo-job.ts";

export function importsModule(deps: ImportDeps): Module {
  return module({
    name: "imports",
    operations: [
      listImportsOperation(deps),
      getImportOperation(deps),
      createImportOperation(deps),
      updateImportOperation(deps),
      checkImportOperation(deps),
      runImportOperation(deps),
      deleteImportOperation,
      listImportProblemsOperation,
      listImportMappingsOperation,
      createImportMappingOperation,
      deleteImportMappingOperation,
    ],
    jobs: [readJob(deps), checkJob(deps), runJob(deps), undoImportJob(deps), cleanUpJob],
  });
}
