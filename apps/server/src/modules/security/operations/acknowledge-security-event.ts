import { acknowledgeSecurityEvent } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { move } from "../move.ts";

export const acknowledgeSecurityEventOperation = operation(
  acknowledgeSecurityEvent,
  async (context, { params, body }) => {
    const to = { state: "acknowledged", note: body.note, name: "security.acknowledged" } as const;
    return (await move(context, params.id, to)) ?? context.fail("resource.not_found");
  },
);
