import { resolveSecurityEvent } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { move } from "../move.ts";

export const resolveSecurityEventOperation = operation(
  resolveSecurityEvent,
  async (context, { params, body }) => {
    const to = { state: "resolved", note: body.note, name: "security.resolved" } as const;
    return (await move(context, params.id, to)) ?? context.fail("resource.not_found");
  },
);
