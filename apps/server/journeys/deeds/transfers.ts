import { parseId } from "@atrium/contracts";
import type { Atrium } from "../../src/testing/atrium.ts";
import type { Person, Place } from "../../src/testing/people.ts";
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
  const add = () => boss.api.users.create({ body: { email: `transfer${scene.next()}@example.com` } });
  const bulk = { ...common, target: "none", targetType: "users" };
  return {
    "users.export": async () => ({
      ...common,
      target: null,
      targetType: "job",
      call: () => boss.api.users.export({ body: { format: "csv" } }),
    }),
    "users.bulkAct": async () => {
      const { id } = await add();
      const { id: selection } = await boss.api.selections.create({ body: { ids: [id] } });
      return {
        ...common,
        target: null,
        targetType: "job",
        call: () => boss.api.users.bulkAct({ body: { selection, size: 1, verb: "delete" } }),
      };
    },
    "users.bulkCreate": async () => ({
      ...bulk,
      call: () =>
        boss.api.users.bulkCreate({ body: { items: [{ email: `transfer${scene.next()}@example.com` }] } }),
    }),
    "users.bulkUpdate": async () => {
      const { id } = await add();
      return {
        ...bulk,
        call: () => boss.api.users.bulkUpdate({ body: { items: [{ id, title: "Bulk" }] } }),
      };
    },
    "users.bulkDelete": async () => {
      const { id } = await add();
      return { ...bulk, call: () => boss.api.users.bulkDelete({ body: { ids: [id] } }) };
    },
    "jobs.undo": async () => {
      const id = await ended("succeeded", "users.bulk");
      await atrium.sql.query(
        "insert into job_changes (organization_id, job_id, target_id, version, before) values ($1, $2, $3, 1, '{}')",
        [place.uuid, id, boss.uuid],
      );
      return {
        ...common,
        target: id,
        targetType: "job",
        call: () => boss.api.jobs.undo({ params: { id } }),
      };
    },
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

/** Something in every table of jobs, files and selections; gives back a thing of each that operations name by an id. */
export async function furnishTransfers(
  atrium: Atrium,
  place: Place,
  person: Person,
): Promise<Record<"selections" | "uploads", string>> {
  const { sql } = atrium;
  const job = atrium.newId();
  await sql.query(
    "insert into jobs (organization_id, id, kind, run_at, created_at) values ($1, $2, 'demo.create', now() + interval '1 year', now())",
    [place.uuid, job],
  );
  const own = [place.uuid, job];
  await sql.query(
    `insert into job_artefacts (organization_id, job_id, name, content_type, storage_key, bytes, permission, created_at, expires_at)
     values ($1, $2, 'x.csv', 'text/csv', 'x', 1, 'users:export', now(), now() + interval '1 day')`,
    own,
  );
  await sql.query("insert into job_logs values ($1, $2, 1, now(), 'info', 'x')", own);
  await sql.query("insert into job_problems values ($1, $2, 1, null, 'x', 'x')", own);
  await sql.query("insert into job_changes values ($1, $2, gen_random_uuid(), 1, '{}')", own);
  const upload = await person.api.uploads.create({
    query: { name: "furniture.csv" },
    body: new Uint8Array(Buffer.from("a,b\n")),
  });
  const selection = await person.api.selections.create({ body: { q: "" } });
  return {
    selections: parseId("selection", selection.id) ?? "",
    uploads: parseId("upload", upload.id) ?? "",
  };
}
