import { module, type Module } from "#kernel/module";
import {
  createViewOperation,
  deleteViewOperation,
  listViewsOperation,
  shareViewOperation,
  updateViewOperation,
} from "./operations/manage-views.ts";

export function viewsModule(): Module {
  return module({
    name: "views",
    operations: [
      listViewsOperation,
      createViewOperation,
      updateViewOperation,
      shareViewOperation,
      deleteViewOperation,
    ],
  });
}
