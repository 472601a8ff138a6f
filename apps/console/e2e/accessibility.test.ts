import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addPeople, openStage, raiseAlarm, sideways, violations, type Stage } from "./browser.ts";

const routes = [
  "home",
  "users",
  "users?sort=name&facets=true",
  "segments",
  "imports",
  "segments?make=true&filter=status:active",
  "users/new",
  "invitations",
  "organizations",
  "groups",
  "groups?new=true",
  "groups?view=deleted",
  "access",
  "access?can=users:update",
  "requests",
  "requests?view=rules",
  "reviews",
  "security/sessions",
  "security/sessions?tab=attempts",
  "security/events?state=all",
  "audit",
  "roles",
  "roles?view=hierarchy",
  "roles?view=hierarchy&as=list",
  "roles?view=matrix",
  "roles/editor",
  "roles/helper?open=users",
  "roles/helper?tab=members",
  "roles/helper?tab=versions",
  "roles/helper?tab=hierarchy",
  "keys",
  "keys?tab=accounts",
  "organizations?make=true",
  "settings/general",
  "settings/branding",
  "settings/domains",
  "duplicates",
  "onboarding",
  "onboarding?checklist=new",
  "settings/lifecycle",
  "settings/lifecycle?rule=new",
  "settings/jobs",
  "settings/policies",
  "settings/privacy",
  "settings/attributes",
  "settings/attributes?attribute=new",
  "users/search?q=chen",
  "settings/directories",
  "settings/directories/new",
];
const own = ["/me", "/me/security", "/me/privacy"];
const looks = [
  { name: "light and dark", options: { colorScheme: "light", reducedMotion: "reduce", locale: "en-US" } },
  { name: "narrow", options: { viewport: { width: 390, height: 844 }, hasTouch: true, locale: "en-US" } },
  { name: "right to left", options: { colorScheme: "dark", locale: "ar" } },
] as const;

describe("accessibility", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await addPeople(stage, ["Amara Okafor", "Sana Tamimi", "Chen Wei"]);
    await stage.owner.api.invitations.create({ body: { email: "ann.lee@example.com", firstName: "Ann" } });
    await raiseAlarm(stage);
    await stage.owner.api.roles.create({ body: { slug: "helper", name: "Helper", inherits: ["editor"] } });
  }, 400_000);
  afterAll(() => stage.close());

  // Side by side: most of a page's time is waiting for it to be quiet.
  describe.concurrent("page by page", () => {
    for (const { name, options } of looks) {
      it(`finds nothing to complain about, ${name}`, async ({ expect }) => {
        const at = `/o/${stage.place.slug}`;
        const page = await stage.page(`${at}/home`, options);
        for (const address of [...routes.map((route) => `${at}/${route}`), ...own]) {
          await page.goto(address);
          await page.getByRole("heading", { level: 1 }).waitFor();
          await page.waitForLoadState("networkidle");
          const what = `${name} ${address}`;
          const themed = name === "light and dark";
          expect(await violations(page, themed ? "too" : "not"), what).toEqual([]);
          expect(await sideways(page), what).toEqual([]);
          if (!themed) continue;
          await page.emulateMedia({ colorScheme: "dark" });
          expect(await violations(page, "alone"), what).toEqual([]);
          await page.emulateMedia({ colorScheme: "light" });
        }
        await page.context().close();
      });
    }
  });

  it("finds nothing in the sign-in", async () => {
    const context = await stage.context();
    const signIn = await context.newPage();
    await signIn.goto("/sign-in");
    await signIn.getByLabel("Password").waitFor();
    expect(await violations(signIn), "sign-in").toEqual([]);
    await context.close();
  });

  it("finds nothing in what opens on the pages of security", async () => {
    const at = `/o/${stage.place.slug}`;
    const page = await stage.page(`${at}/security/events`);
    await page.getByText("Many tries at one person").click();
    await page.getByRole("complementary").waitFor();
    expect(await violations(page), "event").toEqual([]);
    await page.keyboard.press("r");
    await page.getByRole("dialog", { name: "Resolve the event?" }).waitFor();
    expect(await violations(page), "resolve").toEqual([]);
    await page.goto(`${at}/security/sessions?person=${stage.owner.userId}`);
    await page.getByRole("complementary").getByText("This one").waitFor();
    expect(await violations(page), "sessions").toEqual([]);
    await page.goto(`${at}/users/${stage.owner.userId}?tab=security`);
    await page.getByText("Send a password reset").first().waitFor();
    await page.waitForLoadState("networkidle");
    expect(await violations(page), "person").toEqual([]);
    await page.goto(`${at}/invitations?invite=true`);
    await page.getByRole("dialog", { name: "Invite somebody" }).getByText("Editor").waitFor();
    expect(await violations(page), "invite").toEqual([]);
    await page.goto(`${at}/settings/policies`);
    await page.getByRole("textbox", { name: "Failed tries" }).fill("7");
    await page.getByText("Nobody here is affected now.").waitFor();
    expect(await violations(page), "preview").toEqual([]);
    await page.goto("/me/security");
    await page.getByRole("button", { name: "Set up: Authenticator app" }).click();
    await page.getByRole("dialog").getByRole("img").waitFor();
    expect(await violations(page), "authenticator app").toEqual([]);
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
    for (const route of [...routes.map((one) => `/o/${stage.place.slug}/${one}`), ...own]) {
      await page.goto(route);
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
      "ann.lee@example.com",
      "Platform",
      "owner",
      "Owner",
      "Admin",
      "Manager",
      "Editor",
      "Auditor",
      "User",
      "Guest",
      "Helper",
      "helper",
      "editor",
      String(new Date().getFullYear()),
      // Languages in their own words, and the zone of times.
      "English",
      "UTC",
    ];
    const hardCoded = texts.filter(
      (text) => /\p{L}{3,}/u.test(text) && !text.includes("⟦") && !data.some((name) => text.includes(name)),
    );
    expect(hardCoded).toEqual([]);
    await page.context().close();
  });
});
