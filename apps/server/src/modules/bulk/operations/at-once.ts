import {
  bulkCreateUsers,
  bulkDeleteUsers,
  bulkUpdateUsers,
  createUser,
  deleteUser,
  updateUser,
} from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { doAtOnce, type OperationOf } from "../at-once.ts";

export const bulkCreateUsersOperation = (operationOf: OperationOf) =>
  operation(bulkCreateUsers, (context, { body }) =>
    doAtOnce(
      context,
      operationOf(createUser),
      body.items.map((item) => ({ params: {}, query: {}, body: item })),
      { mode: body.mode, under: "items", name: "create" },
    ),
  );

export const bulkUpdateUsersOperation = (operationOf: OperationOf) =>
  operation(bulkUpdateUsers, (context, { body }) =>
    doAtOnce(
      context,
      operationOf(updateUser),
      body.items.map(({ id, ...fields }) => ({ params: { id }, query: {}, body: fields })),
      { mode: body.mode, under: "items", name: "update" },
    ),
  );

export const bulkDeleteUsersOperation = (operationOf: OperationOf) =>
  operation(bulkDeleteUsers, (context, { body }) =>
    doAtOnce(
      context,
      operationOf(deleteUser),
      body.ids.map((id) => ({ params: { id }, query: {}, body: undefined })),
      { mode: body.mode, under: "ids", name: "delete" },
    ),
  );
