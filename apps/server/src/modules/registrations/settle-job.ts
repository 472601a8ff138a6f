import { z } from "zod";
import type { Reader } from "#kernel/db/reader";
import type { Transaction } from "#kernel/db/transaction";
import { job, type JobKind } from "#kernel/jobs/kind";
import type { MailedProof } from "#modules/proofs";
import type { RegistrationDeps } from "./deps.ts";
import { ownerOfAddress, placeNamed } from "./queries.ts";
import { waitingSeconds, type Asked, type Registration } from "./waiting.ts";

export const settleKind = "registrations.settle";
/** Whoever presses twice, or in two tabs, gets one mail. */
const sameMs = 60_000;

type Wish = { email: string; organizationId: string; registration: Registration };

/**
 * Decides what a registration comes to. Here and not in the call, so that neither the call's answer nor its time depends
 * on whether the address is known.
 */
export function settleJob({ proofs, messages }: RegistrationDeps): JobKind {
  async function mailToken(db: Transaction, wish: Wish, now: Date): Promise<void> {
    const { email, organizationId, registration } = wish;
    const system = db.asSystem();
    const [place] = await system.query(placeNamed(organizationId));
    if (place === undefined) return;
    const { token, expiresAt } = await proofs.make(system, {
      purpose: "registration", email, organizationId, data: registration, lifetimeSeconds: waitingSeconds, now,
      keepEarlier: true,
    }); // prettier-ignore
    await messages.queueMail(db, {
      template: "verify_email", to: email, locale: registration.locale ?? place.locale, organizationId, expiresAt,
      data: { organization: place.name, token },
    }); // prettier-ignore
  }

  /** The one that gives way to the new mail, and what the new mail is for; null where none is due. */
  async function wishOf(
    system: Reader,
    asked: MailedProof<Asked>,
    now: Date,
  ): Promise<{ wish: Wish; instead: string | null } | null> {
    const { email, organizationId, data } = asked;
    const waiting = await proofs.hold<Registration>(system, "registration", email, now);
    if (data.registration === null) {
      const [latest] = waiting;
      if (latest === undefined || latest.organizationId === null) return null;
      const wish = { email, organizationId: latest.organizationId, registration: latest.data };
      return { wish, instead: latest.id };
    }
    if (organizationId === null) return null;
    const { registration } = data;
    const same = waiting.find(
      (other) =>
        other.organizationId === organizationId && other.data.passwordMark === registration.passwordMark,
    );
    if (same !== undefined && now.getTime() - Date.parse(same.createdAt) < sameMs) return null;
    return { wish: { email, organizationId, registration }, instead: same?.id ?? null };
  }

  async function tellOwner(db: Transaction, asked: MailedProof<Asked>, locale: string | null): Promise<void> {
    if (asked.organizationId === null) return;
    const [place] = await db.asSystem().query(placeNamed(asked.organizationId));
    if (place === undefined) return;
    await messages.queueMail(db, {
      template: "already_registered", to: asked.email, locale: locale ?? place.locale, organizationId: null,
      data: { organization: place.name },
    }); // prettier-ignore
  }

  return job({
    kind: settleKind,
    input: z.object({ request: z.uuid() }),
    run: async ({ transaction, clock }, { request }) => {
      const now = clock.now();
      await transaction(async (db) => {
        const system = db.asSystem();
        const asked = await proofs.take<Asked>(system, "registration_request", request, now);
        if (asked === null) return;
        const [owner] = await system.query(ownerOfAddress(asked.email));
        if (owner !== undefined) return tellOwner(db, asked, owner.locale);
        const due = await wishOf(system, asked, now);
        if (due === null) return;
        if (due.instead !== null) await proofs.revoke(system, due.instead, now);
        await mailToken(db, due.wish, now);
      });
      return null;
    },
  });
}
