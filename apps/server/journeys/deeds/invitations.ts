import { messagesTo } from "../../src/testing/messages.ts";
import { uuidOf, type Deed, type Deeds, type Scene } from "./deed.ts";

export function invitationDeeds(scene: Scene): Deeds {
  const { atrium, boss, place } = scene;
  const add = async (userId: string | null = null) => {
    const email = `deed${scene.next()}@example.com`;
    const invitation =
      userId === null
        ? await boss.api.invitations.create({ body: { email } })
        : await boss.api.invitations.createForUser({ params: { id: userId } });
    return { invitation, params: { id: invitation.id }, uuid: uuidOf(invitation.id, "invitation") };
  };
  const told = (
    target: string | null,
    fields: readonly string[],
    call: () => Promise<unknown>,
    actor = boss.uuid,
  ): Deed => ({ actor, target, targetType: "invitation", fields, organization: place.uuid, call });

  return {
    "invitations.create": async () => told(null, ["email", "roles"], () => add()),
    "invitations.createForUser": async () => {
      const { id } = await boss.api.users.create({ body: { email: `deed${scene.next()}@example.com` } });
      return told(null, ["email", "userId"], () => add(id));
    },
    "invitations.resend": async () => {
      const { params, uuid } = await add();
      return told(uuid, ["expiresAt"], () => boss.api.invitations.resend({ params }));
    },
    "invitations.revoke": async () => {
      const { params, uuid } = await add();
      return told(uuid, ["state"], () => boss.api.invitations.revoke({ params }));
    },
    "invitations.accept": async () => {
      const { id, email } = await boss.api.users.create({
        body: { email: `deed${scene.next()}@example.com` },
      });
      const { uuid } = await add(id);
      const token = String((await messagesTo(atrium, email)).at(-1)?.data["token"]);
      const body = { token, password: "another long sentence" };
      return told(uuid, ["state"], () => atrium.api().invitations.accept({ body }), uuidOf(id));
    },
  };
}
