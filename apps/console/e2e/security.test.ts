import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appWith, freshStep, type App } from "../../server/src/testing/factors.ts";
import { makePerson, testPassword, type Person } from "../../server/src/testing/people.ts";
import { openStage, type Stage } from "./browser.ts";

describe("security in the console", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  }, 120_000);
  afterAll(() => stage.close());

  const signIn = async (page: Page, email: string) => {
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill(testPassword);
    await page.keyboard.press("Enter");
  };
  it("shows a session in the first browser and ends it in the second at once", async () => {
    const first = await stage.page("/me/security");
    const second = await stage.page(`/o/${stage.place.slug}/users`);
    await second
      .getByRole("status")
      .filter({ hasText: /^Live$/ })
      .waitFor();
    await first.reload();
    const list = first.getByRole("list", { name: "Where you are signed in" });
    await list.getByText("This one").waitFor();
    await list.getByRole("button", { name: "End the session: Safari, Linux" }).click();
    await first.getByText("The session has ended").waitFor();
    await second.getByRole("dialog", { name: "Sign in again" }).waitFor({ timeout: 2000 });
    await first.context().close();
    await second.context().close();
  });

  it("asks who it is before what could lock somebody out, and then does what was asked for", async () => {
    const page = await stage.page("about:blank");
    await stage.atrium.sql.query("update sessions set proven_at = now() - interval '1 hour'");
    await page.goto("/me/security");
    await page.getByRole("button", { name: "Set up: Authenticator app" }).click();
    const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
    await dialog.getByLabel("Password").fill("not the password");
    await page.keyboard.press("Enter");
    await dialog.getByText("Wrong e-mail or password").waitFor();
    await dialog.getByLabel("Password").fill(testPassword);
    await page.keyboard.press("Enter");
    const setUp = page.getByRole("dialog", { name: "Authenticator app" });
    await setUp.getByRole("img", { name: "QR code for the authenticator app" }).waitFor();
    await setUp.getByRole("button", { name: "Cancel" }).click();
    await page.context().close();
  });

  describe("for somebody with an authenticator app", () => {
    let person: Person;
    let app: App;
    beforeAll(async () => {
      person = await makePerson(stage.atrium, stage.place, ["admin"], { withPassword: true });
    });

    it("sets the app up, shows recovery codes once, and loses no other factor", async () => {
      const context = await stage.context();
      const page = await context.newPage();
      await page.goto("/me/security");
      await signIn(page, person.email);
      await page.getByRole("button", { name: "Set up: Authenticator app" }).click();
      const dialog = page.getByRole("dialog", { name: "Authenticator app" });
      const secret = (await dialog.locator("button .truncate").textContent()) ?? "";
      app = appWith(stage.atrium, secret.replaceAll(" ", ""));
      await dialog.getByLabel("Code of the app").fill("000000");
      await page.keyboard.press("Enter");
      await dialog.getByText("The code is wrong").waitFor();
      await dialog.getByLabel("Code of the app").fill(app.code());
      await page.keyboard.press("Enter");
      await dialog.waitFor({ state: "detached" });
      await page.getByRole("button", { name: "Make codes" }).click();
      const codes = page.getByRole("dialog", { name: "Recovery codes" });
      await expect.poll(() => codes.getByRole("listitem").count()).toBe(10);
      await codes.getByRole("button", { name: "I have kept them" }).click();
      await page.getByText("10 left").waitFor();
      await context.close();
    });

    it("asks for its code at the sign-in, and trusts the device when told to", async () => {
      await freshStep(stage.atrium, person);
      const context = await stage.context();
      const page = await context.newPage();
      await page.goto(`/o/${stage.place.slug}/users`);
      await signIn(page, person.email);
      await page.getByLabel("Code of the app").fill("000000");
      await page.getByText("Trust this device").click();
      await page.keyboard.press("Enter");
      await page.getByText("The code is wrong").waitFor();
      await page.getByLabel("Code of the app").fill(app.code());
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: "Users" }).waitFor();
      await page.goto("/me/security");
      await page.getByText(/^Trusted until/).waitFor();
      await context.close();
    });

    it("begins anew when the ticket is dead", async () => {
      const context = await stage.context();
      const page = await context.newPage();
      await page.goto("/sign-in");
      await signIn(page, person.email);
      await page.getByRole("button", { name: "Use a recovery code" }).click();
      await stage.atrium.sql.query("delete from sign_in_tickets");
      await page.getByLabel("Recovery code").fill("aaaa-aaaa-aaaa");
      await page.keyboard.press("Enter");
      await page.getByText("begun too long ago").waitFor();
      await page.getByLabel("Password").waitFor();
      await context.close();
    });
  });

  it("never met its content policy or an error nobody caught", () => {
    expect(stage.complaints).toEqual([]);
  });
});
