import { uuidOf, type Deed, type Deeds, type Scene } from "./deed.ts";

export function apiKeyDeeds(scene: Scene): Deeds {
  const { api } = scene.boss;
  const addKey = () => api.apiKeys.create({ body: { name: `Deed ${scene.next()}`, scopes: ["users:read"] } });
  const addAccount = () =>
    api.serviceAccounts.create({ body: { name: `Deed ${scene.next()}`, roles: ["user"] } });
  const told = (
    targetType: string,
    target: string | null,
    fields: readonly string[],
    call: () => Promise<unknown>,
  ): Deed => ({ actor: scene.boss.uuid, target, targetType, fields, organization: scene.place.uuid, call });

  async function onKey(fields: readonly string[], call: (id: string) => Promise<unknown>): Promise<Deed> {
    const { id } = await addKey();
    return told("api_key", uuidOf(id, "apiKey"), fields, () => call(id));
  }
  async function onAccount(fields: readonly string[], call: (id: string) => Promise<unknown>): Promise<Deed> {
    const { id } = await addAccount();
    return told("service_account", uuidOf(id, "serviceAccount"), fields, () => call(id));
  }
  return {
    "apiKeys.create": async () => told("api_key", null, ["name", "scopes"], addKey),
    "apiKeys.update": () =>
      onKey(["name"], (id) => api.apiKeys.update({ params: { id }, body: { name: "After" } })),
    "apiKeys.rotate": () => onKey(["rotatedAt"], (id) => api.apiKeys.rotate({ params: { id }, body: {} })),
    "apiKeys.revoke": () => onKey(["revokedAt"], (id) => api.apiKeys.revoke({ params: { id } })),
    "serviceAccounts.create": async () =>
      told("service_account", null, ["name", "status", "roles"], addAccount),
    "serviceAccounts.update": () =>
      onAccount(["status"], (id) =>
        api.serviceAccounts.update({ params: { id }, body: { status: "suspended" } }),
      ),
    "serviceAccounts.delete": () =>
      onAccount(["deletedAt"], (id) => api.serviceAccounts.delete({ params: { id } })),
  };
}
