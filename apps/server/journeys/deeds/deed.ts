import { parseId, type IdKind } from "@atrium/contracts";
import type { Atrium } from "../../src/testing/atrium.ts";
import { makePerson, type Person, type Place } from "../../src/testing/people.ts";

/** How a write is brought about once, and what its event must say. */
export type Deed = {
  readonly call: () => Promise<unknown>;
  /** The uuid of who did it; null where nobody is signed in. */
  readonly actor: string | null;
  /** The uuid of what it was done to; null where the call itself makes it, "none" for what has no uuid. */
  readonly target: string | null;
  readonly targetType: string;
  /** The fields whose values the event must show before and after. */
  readonly fields: readonly string[];
  readonly organization: string;
};
export type Deeds = Readonly<Record<string, () => Promise<Deed>>>;

/** Where the deeds are done, and who does them. */
export type Scene = {
  readonly atrium: Atrium;
  readonly platform: Place;
  readonly owner: Person;
  readonly place: Place;
  readonly boss: Person;
  readonly next: () => number;
};

export const uuidOf = (id: string, kind: IdKind = "user"): string => parseId(kind, id) ?? id;

/** A person of the place with a password, signed in. */
export async function someone({ atrium, place }: Scene): Promise<{
  person: Person;
  account: string;
  session: string;
}> {
  const person = await makePerson(atrium, place, ["user"], { withPassword: true });
  const { rows } = await atrium.sql.query<{ id: string; account_id: string }>(
    "select s.id, s.account_id from sessions s join users u on u.account_id = s.account_id where u.id = $1",
    [person.uuid],
  );
  return { person, account: rows[0]?.account_id ?? "", session: rows[0]?.id ?? "" };
}

/** What somebody does to their own account. */
export async function onOneself(
  scene: Scene,
  targetType: string,
  fields: readonly string[],
  call: (person: Person) => Promise<unknown>,
): Promise<Deed> {
  const { person, account, session } = await someone(scene);
  const target = targetType === "account" ? account : targetType === "session" ? session : null;
  const organization = scene.place.uuid;
  return { actor: person.uuid, target, targetType, fields, organization, call: () => call(person) };
}
