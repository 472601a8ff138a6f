import type { WriteContext } from "#kernel/operation";
import type { RegistrationDeps } from "./deps.ts";
import { settleKind } from "./settle-job.ts";
import type { Asked } from "./waiting.ts";

const patienceSeconds = 86_400;

/**
 * Leaves the wish for the background and tells of it. The same statements for every address, and the same answer when
 * an address has been asked for too often to be mailed again.
 */
export async function leaveWish(
  { proofs }: RegistrationDeps,
  context: Pick<WriteContext, "db" | "enqueue" | "record" | "now" | "newId">,
  wish: { email: string; organizationId: string; asked: Asked; mayMail: boolean },
): Promise<{ next: "verify_email" }> {
  const { db, enqueue, record, now, newId } = context;
  const { email, organizationId, asked } = wish;
  let id = newId();
  if (wish.mayMail) {
    const system = db.asSystem();
    ({ id } = await proofs.make(system, {
      purpose: "registration_request", email, organizationId, data: asked, lifetimeSeconds: patienceSeconds, now,
      keepEarlier: true,
    })); // prettier-ignore
    await enqueue({ kind: settleKind, input: { request: id } });
  }
  record({
    name: "registration.requested",
    organizationId,
    target: { type: "registration", id, name: null },
    data: { again: asked.registration === null },
  });
  return { next: "verify_email" };
}
