import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testPassword } from "../../server/src/testing/people.ts";
import { openTheatre, sideways, violations, type Theatre } from "./browser.ts";

const looks = [
  { name: "light", options: { colorScheme: "light" } },
  { name: "dark", options: { colorScheme: "dark" } },
  { name: "narrow", options: { viewport: { width: 390, height: 844 }, hasTouch: true } },
  { name: "right to left", options: { colorScheme: "dark", locale: "ar" } },
] as const;

/** One Atrium is set up once, so these are steps of one story. */
describe("the first visit", () => {
  let theatre: Theatre;
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    theatre = await openTheatre();
    context = await theatre.context();
    page = await context.newPage();
  }, 120_000);
  afterAll(() => theatre.close());

  const look = async (address: string, heading: string | RegExp) => {
    for (const { name, options } of looks) {
      const other = await theatre.context({ ...options, storageState: await context.storageState() });
      const seen = await other.newPage();
      await seen.goto(address);
      await seen.getByRole("heading", { level: 1, name: heading }).waitFor();
      await seen.waitForLoadState("load");
      expect(await violations(seen), name).toEqual([]);
      expect(await sideways(seen), name).toEqual([]);
      await other.close();
    }
  };

  it("leads to the set-up, which axe finds nothing wrong with", async () => {
    await page.goto("/");
    await page.getByRole("heading", { level: 1, name: "Set up Atrium" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/setup");
    await look("/setup", /Set up Atrium|إعداد Atrium/);
  });

  it("says which fields are needed before anything is sent", async () => {
    await page.getByRole("button", { name: "Set up" }).click();
    await page.getByText("Needed").first().waitFor();
    expect(await page.getByLabel("E-mail").getAttribute("aria-invalid")).toBe("true");
    expect(await violations(page)).toEqual([]);
  });

  it("shows the making of the demo company and waits for it", async () => {
    await page.getByRole("textbox", { name: "Organization" }).fill("Meridian Group");
    await page.getByLabel("First name").fill("Olga");
    await page.getByLabel("Last name").fill("Owner");
    await page.getByLabel("E-mail").fill("olga@meridian.example");
    await page.getByLabel("Password").fill(testPassword);
    await page.getByRole("checkbox", { name: /demo company/ }).check({ force: true });
    await page.keyboard.press("Enter");
    await page.getByRole("progressbar", { name: "Making the demo company" }).waitFor();
    await page.getByRole("link", { name: "Go to Meridian Group without waiting" }).waitFor();
    await look(new URL(page.url()).pathname, /Demo company|الشركة التجريبية/);
  });

  it("finds the same job after a reload, and ends on Home of the biggest organization", async () => {
    await page.reload();
    await page.getByRole("progressbar").waitFor();
    await theatre.atrium.sql.query("update jobs set progress_done = 1200, progress_total = 2000");
    await page.getByText("1,200 of 2,000 people").waitFor();
    expect(await page.getByRole("progressbar").getAttribute("aria-valuetext")).toBe("1,200 of 2,000 people");
    theatre.atrium.app.jobs.start();
    await page.getByRole("heading", { level: 1, name: "Home" }).waitFor({ timeout: 60_000 });
    const { rows } = await theatre.atrium.sql.query<{ slug: string; name: string; users: number }>(
      `select o.slug, o.name, count(*)::int as users from organizations o join users u on u.organization_id = o.id
       group by o.id order by 3 desc limit 1`,
    );
    const biggest = rows[0];
    expect(new URL(page.url()).pathname).toBe(`/o/${biggest?.slug}/home`);
    await page.getByText(`people in ${biggest?.name}`).waitFor();
    const step = page.getByRole("listitem").filter({ hasText: "Add somebody by hand" });
    expect(await step.getByText("Done").count(), "what the demo company did counts for nobody").toBe(0);
  });

  it("has more than 900 people there, 50 on the first page", async () => {
    await page.getByRole("navigation").getByRole("link", { name: "Users" }).click();
    await page.getByRole("heading", { level: 1, name: "Users" }).waitFor();
    const table = page.getByRole("table", { name: "Users" });
    await expect.poll(() => table.locator("tbody tr").count()).toBe(50);
    const counted = (await page.getByText(/50 rows of/).textContent()) ?? "";
    expect(Number(/of ([\d,]+)/.exec(counted)?.[1]?.replace(",", ""))).toBeGreaterThan(900);
  });

  it("names the largest organizations on Home of the platform, biggest first", async () => {
    await page.goto("/o/meridian-group/home");
    const largest = page.getByRole("region", { name: "Largest organizations" }).getByRole("listitem");
    await expect.poll(() => largest.count()).toBe(5);
    await largest
      .first()
      .getByText(/1,0\d\d people/)
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await largest.first().getByRole("link").click();
    await page.getByText(/people in /).waitFor();
  });

  it("shows the way in to whoever comes to the set-up again", async () => {
    await page.goto("/setup");
    await page.getByText("Atrium is set up already.").waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it("never met its content policy or an error nobody caught", () => {
    expect(theatre.complaints).toEqual([]);
  });
});

describe("a first visit whose demo company is not made", () => {
  let theatre: Theatre;
  beforeAll(async () => {
    theatre = await openTheatre();
  }, 120_000);
  afterAll(() => theatre.close());

  it("says so and leads to Home of the platform", async () => {
    const { atrium } = theatre;
    const owner = { email: "olga@meridian.example", password: testPassword };
    await atrium.api().setup.run({ body: { ...owner, organizationName: "Meridian Group", demo: true } });
    const { token } = await atrium.api().sessions.create({ body: { ...owner, mode: "token" } });
    const api = atrium.api(token ?? "");
    const context = await theatre.context();
    const page = await context.newPage();
    await page.goto("/o/meridian-group/demo");
    await page.getByLabel("E-mail").fill(owner.email);
    await page.getByLabel("Password").fill(owner.password);
    await page.keyboard.press("Enter");
    await page.getByRole("progressbar").waitFor();

    const { items } = await api.jobs.list();
    await api.jobs.cancel({ params: { id: items[0]?.id ?? "" } });
    await page.getByRole("alert").getByText("The demo company could not be made").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("link", { name: "Go to Meridian Group" }).click();
    await page.getByRole("heading", { level: 1, name: "Home" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/o/meridian-group/home");
    expect(theatre.complaints).toEqual([]);
    await context.close();
  });
});
