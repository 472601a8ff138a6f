import type { Assertion, FactorKind } from "@atrium/contracts";
import { fail, type WriteContext } from "#kernel/operation";
import { Problem } from "#kernel/problem";
import type { Proof } from "#modules/sessions";
import type { FactorDeps } from "./deps.ts";
import { checkPasskey, siteOf, type ProvenPasskey } from "./passkeys.ts";

type Context = Pick<WriteContext, "request" | "now" | "recordRefusal">;
/** Who proves: the account that it must be, or null for whomever the passkey belongs to. */
type Who = { accountId: string | null; organizationId: string | null };

/** What was refused is told in the log and counted among the attempts. */
function refused(
  { recordRefusal, request, now }: Context,
  { noteAttempt }: FactorDeps,
  { accountId, organizationId }: Who,
  about: { method: FactorKind; reason: string },
): void {
  recordRefusal({
    name: "session.refused",
    target: { type: "account", id: accountId, name: null },
    ...(organizationId === null ? {} : { organizationId }),
    data: about,
  });
  noteAttempt({
    at: now,
    accountId,
    email: null,
    organizationId,
    outcome: "refused",
    deviceId: null,
    request,
    ...about,
  });
}

/**
 * One counter for the factors of a person, apart from that of their password: only who knows the password comes to
 * here, so that a stranger's guesses at it do not keep the person from their second factor.
 */
async function counted<T>(
  context: Context,
  deps: FactorDeps,
  person: string,
  check: () => Promise<T>,
): Promise<T> {
  const who = { person: `factor ${person}`, ip: context.request.ip, deviceId: null };
  await deps.throttle.refuseWhenBlocked(who);
  const result = await check();
  await deps.throttle.giveBack(who);
  return result;
}

export function proveCode(
  context: Context,
  deps: FactorDeps,
  who: Who & { accountId: string },
  { method, code }: { method: Exclude<FactorKind, "passkey">; code: string },
): Promise<Proof> {
  return counted(context, deps, who.accountId, async () => {
    if (!(await deps.checkCode(who.accountId, method, code, context.now))) {
      refused(context, deps, who, { method, reason: "wrong_code" });
      return fail("auth.code_wrong");
    }
    return { method, at: context.now.toISOString() };
  });
}

export function provePasskey(
  context: Context,
  deps: FactorDeps,
  who: Who,
  assertion: Assertion,
): Promise<{ proof: Proof; passkey: ProvenPasskey }> {
  const { request, now } = context;
  // Not a wrong try, only one from elsewhere than a page.
  siteOf(request);
  return counted(context, deps, who.accountId ?? assertion.id, async () => {
    let copied: string | null = null;
    try {
      const passkey = await checkPasskey(deps, {
        assertion,
        accountId: who.accountId,
        request,
        now,
        cloned: ({ id, accountId }) => {
          copied = accountId;
          deps.copied({ accountId, passkeyId: id, organizationId: who.organizationId, at: now });
        },
      });
      const at = now.toISOString();
      return {
        passkey,
        proof: passkey.userVerified ? { method: "passkey", at, acr: "multi" } : { method: "passkey", at },
      };
    } catch (cause) {
      if (cause instanceof Problem && cause.code === "passkey.refused") {
        const reason = copied === null ? "wrong_passkey" : "copied_passkey";
        refused(context, deps, { ...who, accountId: copied ?? who.accountId }, { method: "passkey", reason });
      }
      throw cause;
    }
  });
}
