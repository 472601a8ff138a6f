import {
  checkAccess,
  checkManyAccess,
  type Permission,
  type ScopeRef,
  type SubjectRef,
} from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { holds } from "../engine/compile.ts";
import type { Engine } from "../engine/engine.ts";
import { placeOf } from "../place.ts";

type Question = { readonly subject: SubjectRef; readonly permission: Permission; readonly scope: ScopeRef };

async function answer(engine: Engine, organizationId: string, question: Question): Promise<boolean | null> {
  const held = await engine.of(organizationId, question.subject);
  if (held === null) return null;
  return holds(held, question.permission, await engine.chain(organizationId, question.scope));
}

export const checkAccessOperation = (engine: Engine) =>
  operation(checkAccess, async ({ caller, fail }, { query }) => {
    const allowed = await answer(engine, placeOf(caller), query);
    return allowed === null ? fail("grant.subject_unknown") : { allowed };
  });

/** Who is not there may do nothing: one unknown id spoils no batch. */
export const checkManyAccessOperation = (engine: Engine) =>
  operation(checkManyAccess, async ({ caller }, { body }) => {
    const organizationId = placeOf(caller);
    const answers = await Promise.all(body.checks.map((each) => answer(engine, organizationId, each)));
    return { answers: answers.map((allowed) => ({ allowed: allowed === true })) };
  });
