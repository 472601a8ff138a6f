import { formatId, parseId } from "@atrium/contracts";
import { randomToken, sha256 } from "#kernel/crypto";
import { openBrowser } from "../../src/testing/browser.ts";
import { encode, makeIdp, readRequest } from "../../src/modules/connections/saml-idp.fixture.ts";
import { send } from "../../src/testing/wire.ts";
import { someone, uuidOf, type Deed, type Deeds, type Scene } from "./deed.ts";

export function connectionDeeds(scene: Scene): Deeds {
  const { atrium, boss, place } = scene;
  const organization = place.uuid;
  const idp = makeIdp();
  const add = (domain: string) =>
    boss.api.connections.create({
      body: { kind: "saml", name: "Deed", settings: idp.settings, domains: [domain] },
    });
  const domain = (): string => `deed${scene.next()}.example`;
  const onOne = async (
    fields: readonly string[],
    call: (made: Awaited<ReturnType<typeof add>>) => Promise<unknown>,
  ): Promise<Deed> => {
    const made = await add(domain());
    return {
      actor: boss.uuid, target: uuidOf(made.id, "connection"), targetType: "connection", fields, organization,
      call: () => call(made),
    }; // prettier-ignore
  };
  async function link(connection: string, account: string, subject: string): Promise<string> {
    const id = atrium.newId();
    await atrium.sql.query(
      "insert into identities (id, connection_id, issuer, subject, account_id, linked_at) values ($1, $2, $3, $4, $5, now())",
      [id, uuidOf(connection, "connection"), idp.settings.entityId, subject, account],
    );
    return id;
  }
  /** A sign-in that was begun in a browser, up to what the provider answers. */
  async function begun(id: string, subject: string) {
    const browser = openBrowser();
    const { body } = await browser.go(`${atrium.url}/api/v1/auth/sso/${id}/start`, { body: {} });
    const request = readRequest(String(body["url"]));
    const form = {
      SAMLResponse: encode(idp.answer(request, { nameId: subject })),
      RelayState: request.relayState ?? "",
    };
    const answer = () => browser.go(`${atrium.url}/api/v1/auth/saml/${id}/acs`, { form });
    return { browser, state: form.RelayState, answer };
  }

  return {
    "connections.create": () => {
      const name = domain();
      return Promise.resolve({
        actor: boss.uuid, target: null, targetType: "connection", fields: ["name", "kind", "settings", "domains"], organization,
        call: () => add(name),
      }); // prettier-ignore
    },
    "connections.update": () =>
      onOne(["name"], ({ id, version }) =>
        boss.api.connections.update({ params: { id }, body: { name: "After" } }, { version }),
      ),
    "connections.delete": () => onOne(["name"], ({ id }) => boss.api.connections.delete({ params: { id } })),
    "connections.proveDomain": async () => {
      const deed = await onOne(["domains"], ({ id, domains }) =>
        send(atrium.url, {
          method: "POST",
          path: `/api/v1/connections/${id}/domains`,
          token: scene.owner.token,
          headers: { "atrium-organization": place.id },
          body: { domain: domains[0]?.domain, vouch: true },
        }),
      );
      return { ...deed, actor: scene.owner.uuid };
    },
    "connections.start": async () => {
      const deed = await onOne([], ({ id }) => atrium.api().connections.start({ params: { id }, body: {} }));
      return { ...deed, actor: null };
    },
    "connections.acs": async () => {
      const { id } = await add(domain());
      const { answer } = await begun(id, "acs");
      return {
        actor: null, target: uuidOf(id, "connection"), targetType: "connection", fields: [], organization, call: answer,
      }; // prettier-ignore
    },
    "connections.callback": async () => {
      const { id } = await add(domain());
      const { person, account } = await someone(scene);
      await link(id, account, "callback");
      const { browser, state, answer } = await begun(id, "callback");
      await answer();
      return {
        actor: person.uuid, target: null, targetType: "session", fields: [], organization,
        call: () => browser.go(`${atrium.url}/api/v1/auth/sso/callback`, { body: { state } }),
      }; // prettier-ignore
    },
    "identities.start": async () => {
      const { person } = await someone(scene);
      const { id } = await add(domain());
      return {
        actor: person.uuid, target: uuidOf(id, "connection"), targetType: "connection", fields: [], organization,
        call: () => person.api.identities.start({ body: { connection: id } }),
      }; // prettier-ignore
    },
    "identities.link": async () => {
      const { person, account } = await someone(scene);
      const { id } = await add(domain());
      const started = await send(atrium.url, {
        method: "POST",
        path: "/api/v1/me/identities/start",
        token: person.token,
        body: { connection: id },
      });
      const [cookie = ""] = (started.headers["set-cookie"]?.[0] ?? "").split(";");
      const request = readRequest(String(started.body["url"]));
      const RelayState = request.relayState ?? "";
      const form = { SAMLResponse: encode(idp.answer(request, { nameId: "link" })), RelayState };
      await openBrowser().go(`${atrium.url}/api/v1/auth/saml/${id}/acs`, { form });
      return {
        actor: person.uuid, target: account, targetType: "account", fields: [], organization,
        call: () =>
          send(atrium.url, {
            method: "POST",
            path: "/api/v1/me/identities/callback",
            token: person.token,
            headers: { cookie },
            body: { state: RelayState },
          }),
      }; // prettier-ignore
    },
    "identities.unlink": async () => {
      const { person, account } = await someone(scene);
      const id = await link((await add(domain())).id, account, "unlink");
      return {
        actor: person.uuid, target: account, targetType: "account", fields: [], organization,
        call: () => person.api.identities.unlink({ params: { id: formatId("identity", id) } }),
      }; // prettier-ignore
    },
  };
}

/** For walks that need something of each kind in an organization. */
export async function furnishConnections({
  atrium,
  place,
  accountId,
}: {
  atrium: Scene["atrium"];
  place: Scene["place"];
  accountId: string;
}): Promise<{ connection: string; identity: string }> {
  const [connection, identity] = [atrium.newId(), atrium.newId()];
  await atrium.sql.query(
    `insert into connections (organization_id, id, kind, preset, name, created_at, updated_at)
     values ($1, $2, 'saml', 'generic', 'Theirs', now(), now())`,
    [place.uuid, connection],
  );
  await atrium.sql.query(
    `insert into connection_domains (organization_id, domain, connection_id, token, created_at)
     values ($1, 'theirs.example', $2, $3, now())`,
    [place.uuid, connection, sha256(randomToken()).toString("hex")],
  );
  await atrium.sql.query(
    `insert into identities (id, connection_id, issuer, subject, account_id, linked_at)
     values ($1, $2, 'https://idp.example', 'theirs', $3, now())`,
    [identity, connection, parseId("account", accountId)],
  );
  return { connection, identity };
}
