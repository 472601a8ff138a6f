import type { Lists } from "#kernel/list";
import { module, type Module } from "#kernel/module";
import { fillJob } from "./fill.ts";
import { getSegmentOperation, listSegmentsOperation } from "./operations/read-segments.ts";
import {
  createSegmentOperation,
  deleteSegmentOperation,
  refillSegmentOperation,
  updateSegmentOperation,
} from "./operations/write-segments.ts";

export function segmentsModule({ lists }: { lists: Lists }): Module {
  return module({
    name: "segments",
    operations: [
      listSegmentsOperation(lists),
      getSegmentOperation,
      createSegmentOperation,
      updateSegmentOperation,
      refillSegmentOperation,
      deleteSegmentOperation,
    ],
    jobs: [fillJob],
  });
}
