import { listener } from "#kernel/events/listeners";
import { module, type Module } from "#kernel/module";
import { attributeJobs } from "./jobs.ts";
import { getAttributeUsageOperation, listAttributesOperation } from "./operations/read-attributes.ts";
import {
  createAttributeOperation,
  deleteAttributeOperation,
  orderAttributesOperation,
  updateAttributeOperation,
} from "./operations/write-attributes.ts";
import type { Attributes } from "./sight.ts";

export { attributePrefix, sortBy, withAttributes } from "./asking.ts";
export type { Definition } from "./definitions.ts";
export { attributeColumns } from "./files.ts";
export { hidingAttributes } from "./hiding.ts";
export { settle, settledAttributes } from "./settle.ts";
export { createAttributes, type Attributes, type Sight } from "./sight.ts";

export function attributesModule(attributes: Attributes): Module {
  return module({
    name: "attributes",
    operations: [
      listAttributesOperation(attributes),
      createAttributeOperation,
      orderAttributesOperation(attributes),
      updateAttributeOperation,
      getAttributeUsageOperation(attributes),
      deleteAttributeOperation,
    ],
    jobs: attributeJobs(attributes),
    listeners: [listener("attribute.*", ({ organizationId }) => attributes.forget(organizationId))],
  });
}
