import { createAuthenticator } from "../../src/testing/authenticator.ts";
import { codeSentTo } from "../../src/testing/messages.ts";
import { testPassword, type Person } from "../../src/testing/people.ts";
import { appWith, freshStep, post, withTotp } from "../../src/testing/factors.ts";
import { sha256, randomToken } from "#kernel/crypto";
import { onOneself, someone, type Deed, type Deeds, type Scene } from "./deed.ts";

type Key = ReturnType<typeof createAuthenticator>;
type Creation = Parameters<Key["register"]>[0];
type Asking = Parameters<Key["prove"]>[0];

export function factorDeeds(scene: Scene): Deeds {
  const { atrium, boss, place } = scene;
  const organization = place.uuid;
  const api = () => atrium.api();
  const nextPhone = (): string => `+43664${String(1000000 + scene.next())}`;

  async function addPasskey(person: Person): Promise<{ id: string; key: Key }> {
    const key = createAuthenticator(atrium.url);
    const options = await post(atrium, "/me/factors/passkeys/options", undefined, person.token);
    const credential = key.register(options.body as Creation);
    const { body } = await post(atrium, "/me/factors/passkeys", { credential }, person.token);
    return { id: String(body["id"]), key };
  }
  const asking = async (token?: string): Promise<Asking> =>
    (await post(atrium, "/auth/passkeys/options", {}, token)).body as Asking;
  async function addPhone(person: Person): Promise<void> {
    const phone = nextPhone();
    await person.api.factors.beginPhone({ body: { phone } });
    await person.api.factors.confirmPhone({ body: { code: await codeSentTo(atrium, phone) } });
  }
  async function signInTicket(person: Person): Promise<string> {
    const body = { email: person.email, password: testPassword, mode: "token" } as const;
    return (await api().sessions.create({ body })).ticket ?? "";
  }
  /** As the policy of an organization that wants a second factor would give it. */
  async function enrolTicket(account: string): Promise<string> {
    const ticket = randomToken();
    await atrium.sql.query(
      `insert into sign_in_tickets (digest, account_id, purpose, proofs, mode, remember, trust_device, created_at, expires_at)
       values ($1, $2, 'enrol', jsonb_build_array(jsonb_build_object('method', 'password', 'at', now())), 'token', false, false,
         now(), now() + interval '5 minutes')`,
      [sha256(ticket), account],
    );
    return ticket;
  }
  /** What a person does to their own account, after something that has to be there. */
  async function after<T>(
    before: (person: Person) => Promise<T>,
    call: (person: Person, made: T) => Promise<unknown>,
    fields: readonly string[] = [],
  ): Promise<Deed> {
    const { person, account } = await someone(scene);
    const made = await before(person);
    return {
      actor: person.uuid, target: account, targetType: "account", fields, organization,
      call: () => call(person, made),
    }; // prettier-ignore
  }
  const signsIn = (person: Person, call: () => Promise<unknown>): Deed => ({
    actor: person.uuid, target: null, targetType: "session", fields: [], organization, call,
  }); // prettier-ignore
  const anonymously = (account: string, call: () => Promise<unknown>): Deed => ({
    actor: null, target: account, targetType: "account", fields: [], organization, call,
  }); // prettier-ignore

  return {
    "factors.beginTotp": () => onOneself(scene, "account", [], (person) => person.api.factors.beginTotp()),
    "factors.confirmTotp": () =>
      after(
        (person) => person.api.factors.beginTotp(),
        (person, { secret }) =>
          person.api.factors.confirmTotp({ body: { code: appWith(atrium, secret).code() } }),
      ),
    "factors.removeTotp": () =>
      after(
        (person) => withTotp(atrium, person),
        (person) => person.api.factors.removeTotp(),
      ),
    "factors.makeRecoveryCodes": () =>
      after(
        (person) => withTotp(atrium, person),
        (person) => person.api.factors.makeRecoveryCodes(),
      ),
    "factors.addEmailCode": () =>
      onOneself(scene, "account", [], (person) => person.api.factors.addEmailCode()),
    "factors.removeEmailCode": () =>
      after(
        (person) => person.api.factors.addEmailCode(),
        (person) => person.api.factors.removeEmailCode(),
      ),
    "factors.beginPhone": () =>
      onOneself(scene, "account", [], (person) =>
        person.api.factors.beginPhone({ body: { phone: nextPhone() } }),
      ),
    "factors.confirmPhone": () =>
      after(
        async (person) => {
          const phone = nextPhone();
          await person.api.factors.beginPhone({ body: { phone } });
          return codeSentTo(atrium, phone);
        },
        (person, code) => person.api.factors.confirmPhone({ body: { code } }),
      ),
    "factors.removePhone": () => after(addPhone, (person) => person.api.factors.removePhone()),
    "passkeys.add": () => onOneself(scene, "account", [], addPasskey),
    "passkeys.rename": () =>
      after(
        addPasskey,
        (person, { id }) => person.api.passkeys.rename({ params: { id }, body: { name: "Renamed" } }),
        ["name"],
      ),
    "passkeys.remove": () =>
      after(addPasskey, (person, { id }) => person.api.passkeys.remove({ params: { id } }), ["name"]),
    "passkeys.login": async () => {
      const { person } = await someone(scene);
      const { key } = await addPasskey(person);
      return signsIn(person, async () =>
        post(atrium, "/auth/passkeys/login", { assertion: key.prove(await asking()), mode: "token" }),
      );
    },
    "passkeys.stepUp": async () => {
      const { person, session } = await someone(scene);
      const { key } = await addPasskey(person);
      const deed = signsIn(person, async () => {
        const assertion = key.prove(await asking(person.token));
        return post(atrium, "/auth/step-up/passkey", { assertion }, person.token);
      });
      return { ...deed, target: session };
    },
    "mfa.verify": async () => {
      const { person } = await someone(scene);
      const app = await withTotp(atrium, person);
      const ticket = await signInTicket(person);
      return signsIn(person, () => api().mfa.verify({ body: { ticket, method: "totp", code: app.code() } }));
    },
    "mfa.send": async () => {
      const { person, account } = await someone(scene);
      await person.api.factors.addEmailCode();
      const ticket = await signInTicket(person);
      return anonymously(account, () => api().mfa.send({ body: { ticket, method: "email_code" } }));
    },
    "mfa.enrolTotp": async () => {
      const { account } = await someone(scene);
      const ticket = await enrolTicket(account);
      return anonymously(account, () => api().mfa.enrolTotp({ body: { ticket } }));
    },
    "mfa.confirmTotp": async () => {
      const { person, account } = await someone(scene);
      const ticket = await enrolTicket(account);
      const { secret } = await api().mfa.enrolTotp({ body: { ticket } });
      const code = appWith(atrium, secret).code();
      return signsIn(person, () => api().mfa.confirmTotp({ body: { ticket, code } }));
    },
    "mfa.enrolPasskey": async () => {
      const { person, account } = await someone(scene);
      const ticket = await enrolTicket(account);
      const options = await post(atrium, "/auth/mfa/enrol/passkey/options", { ticket });
      const credential = createAuthenticator(atrium.url).register(options.body as Creation);
      return signsIn(person, () => post(atrium, "/auth/mfa/enrol/passkey", { ticket, credential }));
    },
    "users.resetFactors": async () => {
      const { person, account } = await someone(scene);
      await withTotp(atrium, person);
      await freshStep(atrium, person);
      return {
        actor: boss.uuid, target: account, targetType: "account", fields: [], organization,
        call: () => boss.api.users.resetFactors({ params: { id: person.userId } }),
      }; // prettier-ignore
    },
  };
}
