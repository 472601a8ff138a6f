import { parseId, register } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { checkPassword, hashPassword } from "#modules/accounts";
import { leaveWish } from "../ask.ts";
import type { RegistrationDeps } from "../deps.ts";
import { placeNamed } from "../queries.ts";
import { passwordMark } from "../waiting.ts";

export const registerOperation = (deps: RegistrationDeps) =>
  operation(register, async (context, { body }) => {
    const { fail } = context;
    const { email, password } = body;
    const wanted = body.organization ?? deps.platformId();
    if (wanted === null) return fail("registration.closed");
    // All of it outside of the transaction, which waits for no hash.
    const reader = deps.database.asSystem();
    const [place] = await reader.query(placeNamed(placeKey(wanted)));
    if (place === undefined || !place.active) return fail("registration.closed");
    const { mode, domains } = await deps.registrationRuleOf(reader, place.id);
    if (mode === "closed" || mode === "invitation") return fail("registration.closed");
    const domain = email.slice(email.indexOf("@") + 1);
    if (mode === "domain" && !domains.includes(domain)) return fail("registration.domain_refused");
    const names = [body.firstName, body.lastName].filter((name) => name !== undefined && name !== "");
    checkPassword(password, {
      email,
      names: [names.join(" ")],
      organizationNames: [place.name],
      rules: await deps.passwordRulesOf(reader, place.id),
      pointer: "/password",
    });
    const registration = {
      passwordHash: await hashPassword(deps.hasher, password),
      passwordMark: passwordMark(deps.keys, email, password),
      firstName: body.firstName ?? null,
      lastName: body.lastName ?? null,
      locale: body.locale ?? null,
    };
    const mayMail = await deps.messages.mayMail(email);
    return leaveWish(deps, context, { email, organizationId: place.id, asked: { registration }, mayMail });
  });

const placeKey = (wanted: string): string => parseId("organization", wanted) ?? wanted;
