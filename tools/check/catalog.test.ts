import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EmbeddedPostgres } from "../../apps/server/src/kernel/embedded-postgres.ts";
import { startThrowawayPostgres } from "../../apps/server/src/kernel/embedded-postgres-throwaway.ts";
import { migrate } from "../../apps/server/src/kernel/migrate.ts";
import { judgeCatalog } from "./catalog-rules.ts";
import { checkMigrations } from "./catalog.ts";
import { openFixture, repository } from "./fixture.ts";
import { judgeSchemaPage, schemaPage, writeSchemaPage } from "./schema-page.ts";

const secured = `create table notes (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  user_id uuid,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references users (organization_id, id)
);
alter table notes enable row level security;
create policy tenant on notes using (organization_id = (select current_organization()));
grant select, insert on notes to atrium_tenant;
`;
describe("catalog", () => {
  let postgres: EmbeddedPostgres;
  let migrated: Client;
  beforeAll(async () => {
    postgres = await startThrowawayPostgres({ dir: join(tmpdir(), "atrium-check-test") });
    migrated = await connect("migrated");
    await migrate(migrated, join(repository, "apps/server/migrations"));
  }, 60_000);
  afterAll(async () => {
    await migrated.end();
    await postgres.stop();
  });

  async function connect(database: string): Promise<Client> {
    const owner = new Client({ connectionString: postgres.ownerUrl });
    await owner.connect();
    await owner.query(`create database ${database}`);
    await owner.end();
    const url = new URL(postgres.ownerUrl);
    url.pathname = `/${database}`;
    const client = new Client({ connectionString: url.href });
    await client.connect();
    return client;
  }

  /** Beside the real tables, and gone afterwards. */
  async function judge(planted: string): Promise<string> {
    await migrated.query(`begin; ${planted}`);
    try {
      return (await judgeCatalog(migrated)).join("\n");
    } finally {
      await migrated.query("rollback");
    }
  }

  it("holds for a table that owes its tenants nothing", async () => {
    expect(await judge(secured)).toBe("");
  });

  it.each([
    [
      "no row-level security",
      secured.replace(/^alter table.*$/m, ""),
      "table notes has organization_id but no row-level security",
    ],
    ["no policy", secured.replace(/^create policy.*$/m, ""), "table notes has organization_id but no policy"],
    [
      "a policy for everybody",
      secured.replace(/using \(.*\)/, "using (true)"),
      "policy notes.tenant does not compare organization_id",
    ],
    [
      "a policy that lets in foreign rows",
      secured.replace(/(create policy.*);/, "$1 with check (true);"),
      "policy notes.tenant does not compare organization_id",
    ],
    [
      "no index by organization",
      secured.replace("primary key (organization_id, id)", "primary key (id)"),
      "table notes has no index that leads with organization_id",
    ],
    [
      "a foreign key across organizations",
      `create unique index users_alone on users (id);\n${secured.replace("foreign key (organization_id, user_id) references users (organization_id, id)", "foreign key (user_id) references users (id)")}`,
      "foreign key notes.notes_user_id_fkey joins two tenant tables without organization_id",
    ],
    [
      "a granted table without organization",
      `${secured}create table secrets (id uuid primary key); grant select on secrets to atrium_tenant;`,
      "table secrets is granted to atrium_tenant but its rows are not bound",
    ],
    [
      "a table of the application role",
      `${secured}grant create on schema public to atrium_tenant; alter table notes owner to atrium_tenant;`,
      "atrium_tenant owns notes",
    ],
    [
      "an open security definer",
      `${secured}create function peek() returns int language sql security definer return 1;`,
      "function peek() is security definer without a fixed search_path",
    ],
  ])("finds a table with %s", async (_what, planted, message) => {
    expect(await judge(planted)).toContain(message);
  });

  it("finds a page that does not draw the tables as they are", async () => {
    using fixture = openFixture({ [schemaPage]: await writeSchemaPage(migrated) });
    expect(await judgeSchemaPage(migrated, fixture.root)).toEqual([]);
    await migrated.query("begin; alter table users add column shoe_size integer");
    expect(await judgeSchemaPage(migrated, fixture.root)).toEqual([
      `${schemaPage} does not draw the tables as they are; run: node tools/write-schema.ts`,
    ]);
    await migrated.query("rollback");
  });

  it("finds what a way back leaves behind, and what it takes too much of", async () => {
    using fixture = openFixture({
      "0001_tables.sql": "-- up\ncreate table people (id int);\n-- down\ndrop table people;\n",
      "0002_index.sql": "-- up\ncreate index people_id on people (id);\n-- down\n",
    });
    const client = await connect("walked");
    const walk = async () => (await checkMigrations(client, fixture.root)).problems.join("\n");
    expect(await walk()).toMatch(
      /after 0002_index\.sql up and down, this is left: index CREATE INDEX people_id/,
    );
    await startAgain(client);
    fixture.write("0002_index.sql", "-- up\n-- down\nalter table people drop column id;\n");
    expect(await walk()).toMatch(/after 0002_index\.sql up and down, this is missing: column people\.id/);
    await startAgain(client);
    fixture.write(
      "0002_index.sql",
      "-- up\ncreate index people_id on people (id);\n-- down\ndrop index people_id;\n",
    );
    expect(await walk()).toBe("");
    await client.end();
  });
});

async function startAgain(client: Client): Promise<void> {
  await client.query("drop schema public cascade; create schema public");
}
