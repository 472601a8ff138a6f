import { explainAccess, listRoles, nameAccess, simulateAccess, whatCan, whoCan } from "@atrium/contracts";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import type { AccessSearch } from "./question.ts";
import { askedChanges, readChange } from "./what-if.ts";
import type { Names } from "./words.ts";

/** What the address asks: one call for the question, one for its changes. */
export function useAnswers({ who, can, on, if: written = [], cursor, after }: AccessSearch) {
  const may = useCan()("access:read");
  const scope = on ?? "organization";
  const changes = written.flatMap((text) => readChange(text) ?? []);
  const ofRoles = changes.some(({ kind }) => kind === "role" || kind === "inherit");
  const roles = useOperation(listRoles, {}, { enabled: may && ofRoles });
  const asked = askedChanges(changes, roles.data?.items ?? []);

  const why = useOperation(
    explainAccess,
    { query: { subject: who ?? "", permission: can ?? "users:read", scope } },
    { enabled: may && who !== undefined && can !== undefined },
  );
  const whoMay = useOperation(
    whoCan,
    { query: { permission: can ?? "users:read", scope, limit: 25, ...(cursor && { cursor }) } },
    { enabled: may && who === undefined && can !== undefined },
  );
  const whatMay = useOperation(
    whatCan,
    { query: { subject: who ?? "", limit: 100 } },
    { enabled: may && who !== undefined && can === undefined },
  );
  const outcome = useOperation(
    simulateAccess,
    {
      body: {
        changes: asked,
        limit: 25,
        ...(who?.startsWith("usr_") && can && { question: { subject: who, permission: can, scope } }),
        ...(after && { cursor: after }),
      },
    },
    { enabled: may && asked.length > 0 && (!ofRoles || roles.data !== undefined) },
  );
  const unnamed = on !== undefined && can === undefined;
  const named = useOperation(
    nameAccess,
    { query: { ...(on && { scopes: on }) } },
    { enabled: may && unnamed },
  );

  const names: Names = {
    ...named.data?.names,
    ...outcome.data?.names,
    ...whatMay.data?.names,
    ...whoMay.data?.names,
    ...why.data?.names,
  };
  return { why, whoMay, whatMay, outcome, names, changes, isChanged: asked.length > 0 };
}
