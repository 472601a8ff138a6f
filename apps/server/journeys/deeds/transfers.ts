import { uuidOf, type Deeds, type Scene } from "./deed.ts";

/** Files in and out, and the jobs that carry them. */
export function transferDeeds(scene: Scene): Deeds {
  const { boss, place, atrium } = scene;
  const common = { actor: boss.uuid, fields: [], organization: place.uuid };
  /** A job of the boss's that is over. */
  async function ended(state: "failed" | "succeeded", kind: string): Promise<string> {
    const id = atrium.newId();
    await atrium.sql.query(
      `insert into jobs (organization_id, id, kind, state, run_at, created_at, created_by, permissions)
       values ($1, $2, $3, $4, now(), now(), $5, '{users:update}')`,
      [place.uuid, id, kind, state, boss.uuid],
    );
    return id;
  }
  const bring = () =>
    boss.api.uploads.create({ query: { name: "deed.csv" }, body: new Uint8Array(Buffer.from("a,b\n")) });
  return {
    "jobs.retry": async () => {
      const id = await ended("failed", "demo.create");
      return {
        ...common,
        target: id,
        targetType: "job",
        call: () => boss.api.jobs.retry({ params: { id } }),
      };
    },
    "uploads.create": async () => ({
      ...common,
      target: null,
      targetType: "upload",
      fields: ["bytes", "sha256"],
      call: bring,
    }),
    "uploads.delete": async () => {
      const { id } = await bring();
      return {
        ...common,
        target: uuidOf(id, "upload"),
        targetType: "upload",
        fields: ["bytes"],
        call: () => boss.api.uploads.delete({ params: { id } }),
      };
    },
  };
}
