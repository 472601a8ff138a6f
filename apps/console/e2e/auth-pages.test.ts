import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePerson, setUpPlatform, testPassword } from "../../server/src/testing/people.ts";
import { withTotp } from "../../server/src/testing/factors.ts";
import { openTheatre, sideways, violations, type Theatre } from "./browser.ts";

const paths = [
  "/auth/login",
  "/auth/register",
  "/auth/forgot-password",
  "/auth/reset-password?token=from-the-mail",
  "/auth/verify-email?token=from-the-mail",
  "/auth/confirm-email?token=from-the-mail",
  "/auth/revert-email",
  "/auth/invitation?token=from-the-mail",
  "/auth/logout",
  "/auth/recovery-codes",
];
const looks = [
  { name: "light", options: { colorScheme: "light", locale: "en-US" } },
  { name: "dark, German", options: { colorScheme: "dark", locale: "de-DE" } },
  { name: "narrow", options: { viewport: { width: 390, height: 844 }, hasTouch: true, locale: "fr-FR" } },
  { name: "right to left", options: { colorScheme: "dark", locale: "ar" } },
] as const;

describe("the hosted pages in a browser", () => {
  let theatre: Theatre;
  let email: string;
  let app: { code: (away?: number) => string };
  beforeAll(async () => {
    theatre = await openTheatre();
    const { atrium } = theatre;
    const { place, owner } = await setUpPlatform(atrium);
    await withTotp(atrium, owner);
    const { version } = await owner.api.policies.get();
    await owner.api.policies.update({ body: { registration: { mode: "open", domains: [] } } }, { version });
    await atrium.app.relay.idle();
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    ({ email } = person);
    app = await withTotp(atrium, person);
    await person.api.factors.makeRecoveryCodes();
  }, 120_000);
  afterAll(() => theatre.close());

  for (const { name, options } of looks) {
    it(`finds nothing to complain about, ${name}`, async () => {
      const context = await theatre.context(options);
      const page = await context.newPage();
      const judge = async (what: string) => {
        expect(await violations(page), `${name} ${what}`).toEqual([]);
        expect(await sideways(page), `${name} ${what}`).toEqual([]);
      };
      for (const path of paths) {
        await page.goto(path);
        await judge(path.replace("/auth/", "").replace(/\?.*/, ""));
      }
      await page.goto("/auth/login");
      await page.locator("#email").fill("nobody@people.example");
      await page.locator("#password").fill("not the right one");
      await page.locator("button.primary").click();
      await page.getByRole("alert").first().waitFor();
      await judge("refused");
      await page.locator("#email").fill(email);
      await page.locator("#password").fill(testPassword);
      await page.locator("button.primary").click();
      await page.locator("#code").waitFor();
      await judge("factor");
      expect(theatre.complaints).toEqual([]);
      await context.close();
    });
  }

  it("signs in with script switched off", async () => {
    const context = await theatre.context({ javaScriptEnabled: false, locale: "en-US" });
    const page = await context.newPage();
    await page.goto("/auth/login?return=/api/v1/auth/session");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill(testPassword);
    await page.keyboard.press("Enter");
    await page.getByLabel("Code of your authenticator app").fill(app.code());
    await page.keyboard.press("Enter");
    await page.waitForURL("**/api/v1/auth/session");
    expect(await page.content()).toContain(email);
    await page.goto("/auth/logout");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("You are signed out.").waitFor();
    await context.close();
  });

  it("B09: takes the token out of the address, and names it to nobody", async () => {
    const context = await theatre.context({ locale: "en-US" });
    const page = await context.newPage();
    const sent: string[] = [];
    page.on("request", (request) => sent.push(`${request.url()} ${request.headers()["referer"] ?? ""}`));
    await page.goto("/auth/reset-password?token=from-the-mail");
    expect(page.url()).toBe(`${theatre.atrium.url}/auth/reset-password`);
    await page.getByLabel("New password").fill("a sentence of my own, quite long");
    await page.getByRole("button", { name: "Show password" }).click();
    expect(await page.getByLabel("New password").getAttribute("type")).toBe("text");
    await page.getByRole("button", { name: "Set the password" }).click();
    await page.getByText("This link is not valid any more").waitFor();
    expect(sent.slice(1).join("\n")).not.toContain("from-the-mail");
    await context.close();
  });
});
