import { uuidOf, type Deed, type Deeds, type Scene } from "./deed.ts";

/** The scene's world runs no jobs, so what they would have come to is written by hand. */
export function importDeeds(scene: Scene): Deeds {
  const { api, uuid: actor } = scene.boss;
  const { atrium, place } = scene;
  const organization = place.uuid;
  const addUpload = async (): Promise<string> => {
    const body = new Uint8Array(Buffer.from("email\nann@deed.example\n"));
    return (await api.uploads.create({ query: { name: "deed.csv" }, body })).id;
  };
  const addImport = async (state: string): Promise<string> => {
    const { id } = await api.imports.create({ body: { upload: await addUpload() } });
    await atrium.sql.query(
      `update imports set state = $2, row_count = 1, columns = '{email}', mapping = $3, counts = $4 where id = $1`,
      [
        uuidOf(id, "import"),
        state,
        JSON.stringify([
          {
            column: 0,
            field: "email",
            as: "text",
            dateFormat: "iso",
            trueWords: [],
            falseWords: [],
            split: ";",
          },
        ]),
        JSON.stringify({ rows: 1, create: 1, update: 0, unchanged: 0, skip: 0, conflict: 0, error: 0 }),
      ],
    );
    await atrium.sql.query(
      "update jobs set state = 'succeeded' where id = (select job_id from imports where id = $1)",
      [uuidOf(id, "import")],
    );
    return id;
  };
  const onImport = async (
    state: string,
    fields: readonly string[],
    call: (id: string) => Promise<unknown>,
  ): Promise<Deed> => {
    const id = await addImport(state);
    return {
      actor,
      organization,
      target: uuidOf(id, "import"),
      targetType: "import",
      fields,
      call: () => call(id),
    };
  };
  return {
    "imports.create": async () => {
      const upload = await addUpload();
      return {
        actor, organization, target: null, targetType: "import", fields: ["name", "bytes", "sha256"],
        call: () => api.imports.create({ body: { upload } }),
      }; // prettier-ignore
    },
    "imports.update": () =>
      onImport("mapping", ["rules"], (id) =>
        api.imports.update({ params: { id }, body: { rules: { found: "update" } } }),
      ),
    "imports.check": () => onImport("mapping", [], (id) => api.imports.check({ params: { id } })),
    "imports.run": () => onImport("checked", [], (id) => api.imports.run({ params: { id } })),
    "imports.delete": () => onImport("mapping", ["name"], (id) => api.imports.delete({ params: { id } })),
    "importMappings.create": async () => {
      const id = await addImport("mapping");
      return {
        actor, organization, target: null, targetType: "import_mapping", fields: ["name", "columns"],
        call: () => api.importMappings.create({ body: { import: id, name: `Deed ${scene.next()}` } }),
      }; // prettier-ignore
    },
    "importMappings.delete": async () => {
      const name = `Deed ${scene.next()}`;
      const { id } = await api.importMappings.create({ body: { import: await addImport("mapping"), name } });
      return {
        actor, organization, target: uuidOf(id, "importMapping"), targetType: "import_mapping", fields: ["name"],
        call: () => api.importMappings.delete({ params: { id } }),
      }; // prettier-ignore
    },
  };
}

/** A row in each table of imports. */
export async function furnishImports(
  scene: Pick<Scene, "atrium">,
  person: Scene["boss"],
  organization: string,
): Promise<{ imported: string; mapping: string }> {
  const { sql } = scene.atrium;
  const body = new Uint8Array(Buffer.from("email\nann@deed.example\n"));
  const { id: upload } = await person.api.uploads.create({ query: { name: "deed.csv" }, body });
  const { id } = await person.api.imports.create({ body: { upload } });
  const uuid = uuidOf(id, "import");
  await sql.query("insert into import_rows values ($1, $2, 1, 1, '{a}')", [organization, uuid]);
  await sql.query("insert into import_keys values ($1, $2, 'email', 'a', 1, 1)", [organization, uuid]);
  await sql.query("insert into import_problems values ($1, $2, 1, 1, '[]')", [organization, uuid]);
  const mapping = scene.atrium.newId();
  await sql.query(
    "insert into import_mappings values ($1, $2, 'Furniture', 'furniture', '[]', '{}', null, now())",
    [organization, mapping],
  );
  return { imported: id, mapping };
}
