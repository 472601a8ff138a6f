import { parseId, removeLogo, setLogo } from "@atrium/contracts";
import { makeOrganization, makePerson } from "../../src/testing/people.ts";
import { uuidOf, type Deed, type Deeds, type Scene } from "./deed.ts";

/** What the walk's resolver answers for every name. */
export const provenInWalks = "atrium-domain=walk";

type Below = { id: string; uuid: string; slug: string; version: number };

export function organizationTreeDeeds(scene: Scene): Deeds {
  const { atrium, owner, platform, place, boss } = scene;
  const image = setLogo.examples.body.image;
  async function below(): Promise<Below> {
    const { id, uuid, slug } = await makeOrganization(owner);
    return { id, uuid, slug, version: 1 };
  }
  /** From above; told in the organization's own log, or in that of the one above it. */
  async function fromAbove(
    fields: readonly string[],
    log: "own" | "above",
    call: (it: Below) => Promise<unknown>,
    prepare: (it: Below) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<Deed> {
    const it = await below();
    await prepare(it);
    return {
      actor: owner.uuid, target: it.uuid, targetType: "organization", fields,
      organization: log === "own" ? it.uuid : platform.uuid, call: () => call(it),
    }; // prettier-ignore
  }
  const onPlace = (fields: readonly string[], call: () => Promise<unknown>): Deed => ({
    actor: boss.uuid, target: place.uuid, targetType: "organization", fields, organization: place.uuid, call,
  }); // prettier-ignore

  /** An organization of its own with an owner, who has offered it to somebody. */
  async function offered(ends: "accept" | "decline" | "withdraw"): Promise<Deed> {
    const it = await below();
    const [from, to] = [
      await makePerson(atrium, it, ["super-admin"]),
      await makePerson(atrium, it, ["user"]),
    ];
    const { id } = await from.api.organizations.offerTransfer({ body: { userId: to.userId } });
    const params = { id };
    return {
      actor: ends === "withdraw" ? from.uuid : to.uuid, target: it.uuid, targetType: "organization",
      fields: [ends === "accept" ? "owner" : "offeredTo"], organization: it.uuid,
      call: () =>
        ends === "withdraw" ? from.api.organizations.withdrawTransfer()
        : ends === "accept" ? to.api.organizations.acceptTransfer({ params })
        : to.api.organizations.declineTransfer({ params }),
    }; // prettier-ignore
  }

  async function onDomain(fields: readonly string[], call: (id: string) => Promise<unknown>): Promise<Deed> {
    const { id } = await boss.api.organizations.addDomain({
      body: { domain: `deed${scene.next()}.example` },
    });
    const uuid = uuidOf(id, "domain");
    await atrium.sql.query("update organization_domains set token = 'walk' where id = $1", [uuid]);
    return {
      actor: boss.uuid, target: uuid, targetType: "domain", fields, organization: place.uuid, call: () => call(id),
    }; // prettier-ignore
  }

  return {
    "organizations.createBelow": async () => {
      await atrium.sql.query("update organizations set organization_limit = null where id = $1", [
        place.uuid,
      ]);
      return {
        actor: boss.uuid, target: null, targetType: "organization", fields: ["name", "slug"], organization: place.uuid,
        call: () => boss.api.organizations.createBelow({ body: { name: "Below", slug: `below-${scene.next()}` } }),
      }; // prettier-ignore
    },
    "organizations.edit": () =>
      fromAbove(["plan", "limits"], "own", ({ id, version }) =>
        owner.api.organizations.edit(
          { params: { id }, body: { plan: "pro", limits: { users: 9 } } },
          { version },
        ),
      ),
    "organizations.setStatus": () =>
      fromAbove(["status"], "own", ({ id }) =>
        owner.api.organizations.setStatus({ params: { id }, body: { status: "suspended", reason: "Deed" } }),
      ),
    "organizations.move": async () => {
      const parent = await below();
      await atrium.sql.query("update organizations set organization_limit = null where id = $1", [
        parent.uuid,
      ]);
      return fromAbove(["parentId"], "own", ({ id }) =>
        owner.api.organizations.move({ params: { id }, body: { parentId: parent.id } }),
      );
    },
    "organizations.delete": () =>
      fromAbove(["status"], "above", ({ id }) => owner.api.organizations.delete({ params: { id } })),
    "organizations.restore": () =>
      fromAbove(
        ["status"],
        "above",
        ({ id }) => owner.api.organizations.restore({ params: { id } }),
        ({ id }) => owner.api.organizations.delete({ params: { id } }),
      ),
    "organizations.deleteOwn": async () => {
      const it = await below();
      const head = await makePerson(atrium, it, ["super-admin"]);
      return {
        actor: head.uuid, target: it.uuid, targetType: "organization", fields: ["status"], organization: platform.uuid,
        call: () => head.api.organizations.deleteOwn({ query: { slug: it.slug } }),
      }; // prettier-ignore
    },
    "organizations.updateBranding": async () => {
      const { version } = await boss.api.organizations.get();
      const hue = scene.next() % 360;
      return onPlace(["hue"], () => boss.api.organizations.updateBranding({ body: { hue } }, { version }));
    },
    [setLogo.id]: async () => onPlace(["logo"], () => boss.api.organizations.setLogo({ body: { image } })),
    [removeLogo.id]: async () => {
      await boss.api.organizations.setLogo({ body: { image } });
      return onPlace(["logo"], () => boss.api.organizations.removeLogo());
    },
    "organizations.offerTransfer": async () => {
      const to = await makePerson(atrium, place, ["user"]);
      return onPlace(["offeredTo"], () =>
        boss.api.organizations.offerTransfer({ body: { userId: to.userId } }),
      );
    },
    "organizations.withdrawTransfer": () => offered("withdraw"),
    "organizations.acceptTransfer": () => offered("accept"),
    "organizations.declineTransfer": () => offered("decline"),
    "organizations.addDomain": async () => ({
      actor: boss.uuid, target: null, targetType: "domain", fields: ["domain"], organization: place.uuid,
      call: () => boss.api.organizations.addDomain({ body: { domain: `deed${scene.next()}.example` } }),
    }), // prettier-ignore
    "organizations.verifyDomain": () =>
      onDomain(["state"], (id) =>
        boss.api.organizations.verifyDomain({ params: { id }, body: { method: "dns" } }),
      ),
    "organizations.releaseDomain": () =>
      onDomain(["state"], (id) => boss.api.organizations.releaseDomain({ params: { id } })),
  };
}

/** One of everything that an organization may have here, for the walks that look for what is foreign. */
export async function furnishOrganization(
  scene: Pick<Scene, "atrium"> & { place: { id: string; uuid: string } },
): Promise<{
  domain: string;
  transfer: string;
}> {
  const { atrium, place } = scene;
  const [from, to] = [
    await makePerson(atrium, { ...place, slug: "" }, ["super-admin"]),
    await makePerson(atrium, { ...place, slug: "" }, ["user"]),
  ];
  const { id: domain } = await from.api.organizations.addDomain({
    body: { domain: `${parseId("organization", place.id)?.slice(-12)}.example` },
  });
  await from.api.organizations.setLogo({ body: { image: setLogo.examples.body.image } });
  await atrium.sql.query(
    `insert into organization_calls (organization_id, month, calls) values ($1, '2026-01-01', 1) on conflict do nothing`,
    [place.uuid],
  );
  const { id: transfer } = await from.api.organizations.offerTransfer({ body: { userId: to.userId } });
  return { domain, transfer };
}
