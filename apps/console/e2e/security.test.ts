import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appWith, freshStep, withTotp, type App } from "../../server/src/testing/factors.ts";
import { makePerson, testPassword, type Person } from "../../server/src/testing/people.ts";
import { openStage, raiseAlarm, violations, type Stage } from "./browser.ts";

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
    await stage.atrium.sql.query(
      "update sessions set proven_at = now() - interval '1 hour' where kind = 'cookie'",
    );
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

  it("adds a passkey, names it, and signs in with it alone", async () => {
    const person = await makePerson(stage.atrium, stage.place, ["user"], { withPassword: true });
    // Passkeys belong to a name, and an address of numbers is none.
    const context = await stage.context({ baseURL: stage.atrium.url.replace("127.0.0.1", "localhost") });
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send("WebAuthn.enable");
    const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
      },
    });
    await page.goto("/me/security");
    await signIn(page, person.email);
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByText(/^Set up: /).waitFor();
    await page.getByRole("button", { name: /^Rename: / }).click();
    await page.getByRole("dialog").getByLabel("Name").fill("Key on my ring");
    await page.keyboard.press("Enter");
    await page.getByText("Key on my ring").waitFor();
    await context.clearCookies();
    // Nobody is there to touch it, or the browser would fill the passkey in before the button is pressed.
    await devtools.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled: false });
    await page.goto("/sign-in?next=/me/security");
    const button = page.getByRole("button", { name: "Sign in with a passkey" });
    await button.waitFor();
    await page.waitForLoadState("networkidle");
    await devtools.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled: true });
    await button.click();
    await page.getByRole("heading", { level: 1, name: "Your security" }).waitFor();
    await page.getByText("by passkey").first().waitFor();
    await context.close();
  });

  it("asks for a new address and gives it up", async () => {
    const page = await stage.page("/me/security");
    const addresses = page.getByRole("region", { name: "Addresses" });
    await addresses.getByLabel("E-mail").fill("owner.new@platform.example");
    await addresses.getByRole("button", { name: "Change to this address" }).click();
    await addresses.getByText("owner.new@platform.example waits for its confirmation").waitFor();
    await addresses.getByRole("button", { name: "Give it up" }).click();
    await addresses.getByText("waits for its confirmation").waitFor({ state: "detached" });
    await page.context().close();
  });

  it("changes the password with its strength told, and ends the other sessions", async () => {
    const person = await makePerson(stage.atrium, stage.place, ["user"], { withPassword: true });
    const context = await stage.context();
    const page = await context.newPage();
    await page.goto("/me/security");
    await signIn(page, person.email);
    await page.getByLabel("Present password").fill(testPassword);
    await page.getByLabel("New password").fill("aaaaaaaaaaaaaaaaaa");
    await page.getByText("Repeats itself").first().waitFor();
    await page.getByLabel("New password").fill("a walnut court below seven lanterns");
    await page.getByText("Strong").first().waitFor();
    await page.getByRole("button", { name: "Change the password" }).click();
    await page.getByText("The password is changed").waitFor();
    await expect.poll(() => page.getByRole("button", { name: /^End the session/ }).count()).toBe(0);
    await context.close();
  });

  it("says whom new rules concern before they are saved, and takes them back", async () => {
    const page = await stage.page(`/o/${stage.place.slug}/settings/policies`);
    const group = page.getByRole("region", { name: "Sessions and devices" });
    await group.getByLabel("Hours at most").fill("0");
    await group.getByText("A whole number from 1 to 2,160").waitFor();
    await group.getByLabel("Hours at most").fill("24");
    await group.getByText("A session ends after 1 day, used or not.").waitFor();
    await group.getByText("Nobody here is affected now.").waitFor();
    await group.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved").waitFor();
    const policy = () => stage.owner.api.policies.get();
    expect((await policy()).session.absoluteHours).toBe(24);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(async () => (await policy()).session.absoluteHours).toBe(168);

    const factor = page.getByRole("region", { name: "Second factor" });
    await factor.getByRole("button", { name: /Second factor/ }).click();
    await page.getByRole("option", { name: "Required" }).click();
    await factor.getByText("to set up a second factor:").waitFor();
    await page.context().close();
  });

  it("keeps what one wrote in the rules when somebody else was faster", async () => {
    const page = await stage.page(`/o/${stage.place.slug}/settings/policies`);
    const group = page.getByRole("region", { name: "Failed tries" });
    await group.getByRole("textbox", { name: "Failed tries" }).fill("9");
    const { version } = await stage.owner.api.policies.get();
    await stage.owner.api.policies.update({ body: { lockout: { windowMinutes: 33 } } }, { version });
    await group.getByRole("button", { name: "Save" }).click();
    await group.getByRole("button", { name: "Take their changes, keep mine" }).click();
    await expect.poll(() => group.getByLabel("Within minutes").inputValue()).toBe("33");
    await group.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved").waitFor();
    expect((await stage.owner.api.policies.get()).lockout).toEqual({ attempts: 9, windowMinutes: 33 });
    await page.context().close();
  });

  it("looks after a security event and resolves it by single keys", async () => {
    await raiseAlarm(stage);
    const page = await stage.page(`/o/${stage.place.slug}/security/events`);
    await page.getByRole("row").filter({ hasText: "12 tries" }).waitFor();
    await page.keyboard.press("j");
    await page.getByRole("complementary").waitFor();
    await page.keyboard.press("a");
    await page.getByText("You look after it").waitFor();
    await page.getByRole("radio", { name: "Looked after" }).click();
    await page.getByRole("row").filter({ hasText: "12 tries" }).click();
    await page.keyboard.press("r");
    await page.getByRole("dialog").getByLabel("Note").fill("It was a forgotten password.");
    await page.getByRole("dialog").getByRole("button", { name: "Resolve" }).click();
    await page.getByRole("heading", { name: "Nothing here" }).waitFor();
    await page.context().close();
  });

  it("invites somebody, sends it again and takes it back", async () => {
    const page = await stage.page(`/o/${stage.place.slug}/invitations`);
    await page.getByRole("heading", { name: "Nobody is invited yet" }).waitFor();
    await page.keyboard.press("i");
    const dialog = page.getByRole("dialog", { name: "Invite somebody" });
    await dialog.getByLabel("E-mail").fill("ann.lee@example.com");
    await dialog.getByText("Editor").click();
    await dialog.getByRole("button", { name: "Send the invitation" }).click();
    await page.getByText("The invitation is on its way").waitFor();
    await page.getByRole("button", { name: "Send again: ann.lee@example.com" }).click();
    await page.getByText("Sent again; the link sent before is dead").waitFor();
    await page.getByRole("button", { name: "Take back: ann.lee@example.com" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Take back" }).click();
    await page.getByRole("row").filter({ hasText: "ann.lee@example.com" }).getByText("Taken back").waitFor();
    const { items } = await stage.owner.api.invitations.list();
    expect(items.map(({ state, roles }) => [state, roles])).toEqual([["revoked", ["editor", "user"]]]);
    await page.context().close();
  });

  it("connects a provider whose secret is never shown, says what does not fit, and removes it by its name", async () => {
    const at = `/o/${stage.place.slug}/settings/directories`;
    const page = await stage.page(at);
    await page.getByRole("link", { name: "Connect a provider" }).first().click();
    await page.getByLabel("Name").fill("Northwind sign-in");
    await page.getByLabel("Issuer").fill("http://login.example.com");
    await page.getByLabel("Client id").fill("atrium");
    await page.getByLabel("Client secret").fill("a-secret-of-the-client");
    await page.getByLabel("Domains").fill("example.com");
    await page.getByLabel("Groups and roles").fill("Staff = user");
    await page.getByRole("button", { name: "Connect a provider" }).click();
    await page.getByRole("heading", { level: 1, name: "Northwind sign-in" }).waitFor();
    await page.reload();
    await page.getByText("Not proven").waitFor();
    await page.getByText("/auth/sso/callback").waitFor();
    expect(await page.getByLabel("Client secret").inputValue()).toBe("");
    expect(await page.content()).not.toContain("a-secret-of-the-client");
    expect(await violations(page)).toEqual([]);
    await page.getByLabel("Name").fill("Northwind");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { level: 1, name: "Northwind", exact: true }).waitFor();
    const { items } = await stage.owner.api.connections.list();
    expect(items).toMatchObject([
      {
        name: "Northwind",
        settings: { issuer: "http://login.example.com", clientId: "atrium" },
        secrets: { clientSecret: true },
        roleMap: [{ value: "Staff", role: "user" }],
      },
    ]);
    await page.getByRole("button", { name: "Test now" }).click();
    await page.getByText("It would not work like this").waitFor();
    await page.getByRole("button", { name: "Remove the connection" }).click();
    await page.getByRole("alertdialog").getByRole("textbox").fill("Northwind");
    await page.getByRole("alertdialog").getByRole("button", { name: "Remove the connection" }).click();
    await page.getByRole("heading", { name: "No provider is connected yet" }).waitFor();
    await page.context().close();
  });

  it("removes the factors of somebody who lost them only after their name was written", async () => {
    const person = await makePerson(stage.atrium, stage.place, ["user"], { withPassword: true });
    await withTotp(stage.atrium, person);
    const page = await stage.page(`/o/${stage.place.slug}/users/${person.userId}?tab=security`);
    await page.getByRole("button", { name: "Remove all factors" }).click();
    const dialog = page.getByRole("alertdialog");
    expect(await dialog.getByRole("button", { name: "Remove all factors" }).isDisabled()).toBe(true);
    await dialog.getByRole("textbox").fill(person.email);
    await dialog.getByRole("button", { name: "Remove all factors" }).click();
    await page.getByText("No second factor is set up.").waitFor();
    await page.context().close();
  });

  it("explains an organization that is closed to who has no second factor, and leads out", async () => {
    const person = await makePerson(stage.atrium, stage.place, ["user"], { withPassword: true });
    const context = await stage.context();
    const page = await context.newPage();
    await page.goto(`/o/${stage.place.slug}/home`);
    await signIn(page, person.email);
    await page.getByRole("heading", { level: 1, name: "Home" }).waitFor();
    const { version } = await stage.owner.api.policies.get();
    await stage.owner.api.policies.update(
      { body: { mfa: { mode: "required", roles: ["user"] } } },
      { version },
    );
    await page.reload();
    await page.getByRole("heading", { name: "A second factor is wanted" }).waitFor();
    await page.getByRole("link", { name: "Open your security page" }).click();
    await page.getByRole("button", { name: "Set up: Authenticator app" }).waitFor();
    await context.close();
  });

  it("never met its content policy or an error nobody caught", () => {
    expect(stage.complaints).toEqual([]);
  });
});
