import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStage, type Stage } from "./browser.ts";

const people = 50_000;

describe("fifty thousand people at once", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ jobs: true });
    await stage.owner.api.groups.create({ body: { name: "Everybody's list" } });
    const { sql } = stage.atrium;
    await sql.query(
      `insert into users (organization_id, id, email, display_name, first_name, last_name, name_key, first_key, last_key,
         department, status, created_at, updated_at)
       select $1, gen_random_uuid(), 'many' || n || '@example.com', name || ' Many', name, 'Many', lower(name) || ' many',
         lower(name), 'many', 'Fleet', 'active', now(), now()
       from generate_series(1, $2::int) n, lateral (select (array['Ann', 'Ben', 'Cleo', 'Dan'])[1 + n % 4] as name) named`,
      [stage.place.uuid, people],
    );
    await sql.query("analyze users");
  }, 120_000);
  afterAll(() => stage.close());

  const tray = (page: Page) => page.getByRole("region", { name: "Jobs under way" });

  /** Who is in a group, and everything that is kept of the people themselves. */
  async function standing(): Promise<{ members: number; everybody: string }> {
    const { rows } = await stage.atrium.sql.query<{ members: number; everybody: string }>(
      `select (select count(*)::int from group_members where organization_id = $1) as members,
         (select md5(string_agg(md5(u::text), '' order by id)) from users u where organization_id = $1
            and department = 'Fleet') as everybody`,
      [stage.place.uuid],
    );
    const [row] = rows;
    if (row === undefined) throw new Error("nothing is kept");
    return row;
  }

  it("are selected by keyboard, put into a group with their progress in sight, and all taken out again", async () => {
    const before = await standing();
    expect(before.members).toBe(0);
    const page = await stage.page(`/o/${stage.place.slug}/users?q=department%3AFleet`);
    const bar = page.getByRole("region", { name: "Selected people" });
    await page.getByRole("row").nth(1).waitFor();
    await page.keyboard.press("Control+a");
    await bar.getByText("50 selected").waitFor();
    await page.keyboard.press("Control+a");
    await bar.getByText(/^All .* who match are selected$/).waitFor();

    await bar.getByRole("button", { name: "Group…" }).click();
    const dialog = page.getByRole("dialog", { name: "Put into a group or take out" });
    await dialog.getByText("exactly 50,000 people").waitFor();
    await dialog.getByRole("combobox").fill("Everybody");
    await page.getByRole("option", { name: "Everybody's list" }).click();
    await dialog.getByRole("button", { name: "Change 50,000 people" }).click();
    // Who comes afterwards is not among those who were named.
    await stage.owner.api.users.create({ body: { email: "latecomer@example.com", department: "Fleet" } });
    await stage.atrium.sql.query(
      "update users set department = 'Late' where email = 'latecomer@example.com'",
    );
    const progress = tray(page).getByRole("progressbar", { name: "Putting into a group" });
    await progress.and(page.locator("[aria-valuetext$='of 50,000']")).waitFor();
    await tray(page).getByText("50,000 people done").waitFor({ timeout: 120_000 });
    expect((await standing()).members).toBe(people);

    await tray(page).getByRole("button", { name: "Undo" }).click();
    await tray(page).getByText("Undo: Putting into a group").waitFor();
    await tray(page).getByText("50,000 people done").nth(1).waitFor({ timeout: 120_000 });
    expect(await standing()).toEqual(before);
    await page.context().close();
  });

  it("raised no complaint", () => {
    expect(stage.complaints).toEqual([]);
  });
});
