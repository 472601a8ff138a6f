import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addPeople, openStage, sideways, violations, type Stage } from "./browser.ts";

const routes = ["home", "users", "users/new", "organizations", "audit"];
const looks = [
  { name: "light", options: { colorScheme: "light", locale: "en-US" } },
  { name: "dark", options: { colorScheme: "dark", locale: "en-US" } },
  { name: "narrow", options: { viewport: { width: 390, height: 844 }, hasTouch: true, locale: "en-US" } },
  { name: "right to left", options: { colorScheme: "dark", locale: "ar" } },
] as const;

describe("accessibility", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await addPeople(stage, ["Amara Okafor", "Sana Tamimi", "Chen Wei"]);
  }, 120_000);
  afterAll(() => stage.close());

  for (const { name, options } of looks) {
    it(`finds nothing to complain about, ${name}`, async () => {
      const page = await stage.page(`/o/${stage.place.slug}/home`, options);
      for (const route of routes) {
        await page.goto(`/o/${stage.place.slug}/${route}`);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.waitForLoadState("networkidle");
        expect(await violations(page), `${name} ${route}`).toEqual([]);
        expect(await sideways(page), `${name} ${route}`).toEqual([]);
      }
      await page.context().close();
    });
  }

  it("finds nothing in the sign-in and one's own profile", async () => {
    const context = await stage.context();
    const signIn = await context.newPage();
    await signIn.goto("/sign-in");
    await signIn.getByLabel("Password").waitFor();
    expect(await violations(signIn), "sign-in").toEqual([]);
    await context.close();
    const page = await stage.page("/me");
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await violations(page), "profile").toEqual([]);
    await page.context().close();
  });

  it("finds nothing in a person's page, its menu, its dialogs and the palette", async () => {
    const { items } = await stage.owner.api.users.list({ query: { q: "sana" } });
    const page = await stage.page(`/o/${stage.place.slug}/users/${items[0]?.id ?? ""}`);
    await page.getByRole("heading", { level: 1, name: "Sana Tamimi" }).waitFor();
    await page.waitForLoadState("networkidle");
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("e");
    await page.getByLabel("Job title").waitFor();
    expect(await violations(page), "edit").toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Delete…" }).click();
    await page.getByRole("alertdialog").waitFor();
    expect(await violations(page), "dialog").toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("alertdialog").waitFor({ state: "detached" });
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("combobox").waitFor();
    expect(await violations(page), "palette").toEqual([]);
    await page.context().close();
  });

  it("shows no text that did not come from the messages", async () => {
    const page = await stage.page("/me");
    await page.evaluate(() =>
      localStorage.setItem("atrium.preferences", JSON.stringify({ locale: "en-XA" })),
    );
    const texts: string[] = [];
    for (const route of ["home", "users", "users/new", "audit"]) {
      await page.goto(`/o/${stage.place.slug}/${route}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      const labels = await page
        .locator("h1,h2,h3,label,th,button,nav a")
        .evaluateAll((all) => all.map((each) => each.textContent.trim()));
      texts.push(...labels);
    }
    // What comes from the data: names, roles, a date.
    const data = [
      "Amara Okafor",
      "Sana Tamimi",
      "Chen Wei",
      "Platform",
      "owner",
      "Owner",
      "User",
      String(new Date().getFullYear()),
    ];
    const hardCoded = texts.filter(
      (text) => /\p{L}{3,}/u.test(text) && !text.includes("⟦") && !data.some((name) => text.includes(name)),
    );
    expect(hardCoded).toEqual([]);
    await page.context().close();
  });
});
