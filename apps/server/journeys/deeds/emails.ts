import { messagesTo } from "../../src/testing/messages.ts";
import type { Person } from "../../src/testing/people.ts";
import { someone, type Deed, type Deeds, type Scene } from "./deed.ts";

export function emailDeeds(scene: Scene): Deeds {
  const { atrium, place } = scene;
  const fresh = (): string => `deed${scene.next()}@example.com`;
  const tokenTo = async (email: string): Promise<string> =>
    String((await messagesTo(atrium, email)).at(-1)?.data["token"]);
  const add = (person: Person, email: string, makePrimary = true) =>
    person.api.emails.add({ body: { email, makePrimary } });
  const confirmed = async (person: Person, makePrimary: boolean): Promise<string> => {
    const email = fresh();
    await add(person, email, makePrimary);
    await person.api.emails.confirm({ body: { token: await tokenTo(email) } });
    return email;
  };

  /** What somebody does to the addresses of their own account, after what has to come before. */
  async function toAddresses(
    fields: readonly string[],
    prepare: (person: Person) => Promise<() => Promise<unknown>>,
  ): Promise<Deed> {
    const { person, account } = await someone(scene);
    const call = await prepare(person);
    return {
      actor: person.uuid, target: account, targetType: "account", fields, organization: place.uuid, call,
    }; // prettier-ignore
  }

  return {
    "emails.add": () => toAddresses(["pendingEmail"], async (person) => () => add(person, fresh())),
    "emails.confirm": () =>
      toAddresses(["email"], async (person) => {
        const email = fresh();
        await add(person, email);
        const body = { token: await tokenTo(email) };
        return () => person.api.emails.confirm({ body });
      }),
    "emails.revert": () =>
      toAddresses(["email"], async (person) => {
        await confirmed(person, true);
        const body = { token: await tokenTo(person.email) };
        return () => atrium.api().emails.revert({ body });
      }),
    "emails.setPrimary": () =>
      toAddresses(["email"], async (person) => {
        const email = await confirmed(person, false);
        return () => person.api.emails.setPrimary({ body: { email } });
      }),
    "emails.remove": () =>
      toAddresses(["emails"], async (person) => {
        const email = await confirmed(person, false);
        return () => person.api.emails.remove({ params: { email } });
      }),
  };
}
