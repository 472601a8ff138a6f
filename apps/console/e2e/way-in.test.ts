import type { BrowserContext, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appWith, withTotp } from "../../server/src/testing/factors.ts";
import { makePerson, setUpPlatform, testPassword } from "../../server/src/testing/people.ts";
import type { Place } from "../../server/src/testing/people.ts";
import { startSmtpSink, type SmtpSink } from "../../server/src/testing/smtp-sink.ts";
import { openTheatre, violations, type Theatre } from "./browser.ts";

const newPassword = "another sentence that I like";

describe("a person's whole way in", () => {
  let theatre: Theatre;
  let sink: SmtpSink;
  let place: Place;
  beforeAll(async () => {
    sink = await startSmtpSink();
    theatre = await openTheatre({ jobs: true, parts: { mailer: sink.mailer } });
    const { atrium } = theatre;
    const founded = await setUpPlatform(atrium);
    ({ place } = founded);
    const { api } = founded.owner;
    await withTotp(atrium, founded.owner);
    const { version, ...policy } = await api.policies.get();
    const body = {
      registration: { mode: "open" as const, domains: [] },
      mfa: { ...policy.mfa, mode: "required" as const },
    };
    await api.policies.update({ body }, { version });
    await atrium.app.relay.idle();
  }, 120_000);
  afterAll(async () => {
    await theatre.close();
    await sink.close();
  });

  /** Passkeys belong to a name, and an address of numbers is none. */
  const open = (): Promise<BrowserContext> =>
    theatre.context({ baseURL: theatre.atrium.url.replace("127.0.0.1", "localhost"), locale: "en-US" });

  /** An authenticator with a fingerprint, which stays away until somebody is there to touch it. */
  async function authenticator(page: Page): Promise<{ touch: (there: boolean) => Promise<void> }> {
    const devtools: CDPSession = await page.context().newCDPSession(page);
    await devtools.send("WebAuthn.enable");
    const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: false,
      },
    });
    return {
      touch: async (enabled) => {
        await devtools.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled });
      },
    };
  }

  async function linkTo(email: string): Promise<string> {
    await theatre.atrium.app.jobs.idle();
    const links = sink.to(email).flatMap((mail) => [...mail.matchAll(/\/auth\/[\w-]+\?token=[\w-]+/g)]);
    return links.at(-1)?.[0] ?? "no link";
  }
  const who = async (page: Page): Promise<unknown> => {
    const answer = await page.request.get("/api/v1/auth/session");
    const body = (await answer.json()) as { account?: { email: string }; code?: string };
    return body.account?.email ?? body.code;
  };
  async function fillIn(page: Page, email: string, password: string): Promise<void> {
    await page.goto("/auth/login?return=/auth/recovery-codes");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  }
  async function signOut(page: Page): Promise<void> {
    await page.goto("/auth/logout");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("You are signed out.").waitFor();
    expect(await who(page)).toBe("auth.required");
  }

  it("registers, confirms, sets up its factors, comes back by each of them, and recovers", async () => {
    const email = "nia@people.example";
    const page = await (await open()).newPage();
    const { touch } = await authenticator(page);
    await touch(true);
    // This browser fills in no passkeys, so that each of them is used by its button.
    await page.addInitScript(() => {
      PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
    });

    await page.goto("/auth/login");
    await page.getByRole("link", { name: "Create an account" }).click();
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("First name").fill("Nia");
    await page.getByLabel("Password", { exact: true }).fill(testPassword);
    await page.getByRole("button", { name: "Create the account" }).click();
    await page.getByRole("heading", { name: "Look into your mail" }).waitFor();

    await page.goto(await linkTo(email));
    expect(new URL(page.url()).search).toBe("");
    await page.getByLabel("Password", { exact: true }).fill(testPassword);
    await page.getByRole("button", { name: "Confirm the address" }).click();
    await page.getByText(`${email} is confirmed`).waitFor();
    await page.getByLabel("Password", { exact: true }).fill(testPassword);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();

    await page.getByRole("heading", { name: "Set up a second factor" }).waitFor();
    expect(await violations(page)).toEqual([]);
    const { naturalWidth } = await page.getByRole("img", { name: /QR code/ }).evaluate((each) => ({
      naturalWidth: each instanceof HTMLImageElement ? each.naturalWidth : 0,
    }));
    expect(naturalWidth).toBeGreaterThan(0);
    const secret = (await page.locator("code").textContent())?.replaceAll(/\s/g, "") ?? "";
    await page.getByLabel("Code of the app").fill(appWith(theatre.atrium, secret).code());
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Make recovery codes" }).click();
    await page.getByText("They are shown now and never again").waitFor();
    expect(await violations(page)).toEqual([]);
    const codes = await page.locator(".codes code").allTextContents();
    expect([codes.length, await who(page)]).toEqual([10, email]);

    const kept = await page.evaluate(async () => {
      const ask = (path: string, body: unknown) =>
        fetch(`/api/v1/me/factors/passkeys${path}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        });
      const options = (await (await ask("/options", {})).json()) as PublicKeyCredentialCreationOptionsJSON;
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
      const credential = await navigator.credentials.create({ publicKey });
      return (await ask("", { credential, name: "This computer" })).status;
    });
    expect(kept).toBe(201);
    await signOut(page);

    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.waitForURL((url) => !url.pathname.startsWith("/auth/"));
    expect(await who(page)).toBe(email);
    await signOut(page);

    await fillIn(page, email, testPassword);
    await page.getByRole("button", { name: "Recovery code" }).click();
    await page.getByLabel("One of your recovery codes").fill(codes[0] ?? "");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "Recovery codes" }).waitFor();
    expect(await who(page)).toBe(email);
    await signOut(page);

    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await page.getByLabel("E-mail").fill(email);
    await page.getByRole("button", { name: "Send the link" }).click();
    await page.getByRole("heading", { name: "Look into your mail" }).waitFor();
    await page.goto(await linkTo(email));
    await page.getByLabel("New password").fill(newPassword);
    await page.getByRole("button", { name: "Set the password" }).click();
    await page.getByText("The new password is set").waitFor();
    await fillIn(page, email, newPassword);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await page.getByRole("heading", { name: "Recovery codes" }).waitFor();
    expect(await who(page)).toBe(email);
    expect(theatre.complaints).toEqual([]);
    await page.context().close();
  });

  it("sets up a passkey on the way in, and is offered it among the names to fill in", async () => {
    const { email } = await makePerson(theatre.atrium, place, ["user"], { withPassword: true });
    const page = await (await open()).newPage();
    const { touch } = await authenticator(page);
    await fillIn(page, email, testPassword);
    const instead = page.getByRole("button", { name: "Set up a passkey instead" });
    await instead.waitFor();
    await touch(true);
    await instead.click();
    await page.getByRole("heading", { name: "Recovery codes" }).waitFor();
    expect(await who(page)).toBe(email);
    await touch(false);
    await signOut(page);
    await touch(true);
    await page.goto("/auth/login?return=/auth/recovery-codes");
    await page.getByRole("heading", { name: "Recovery codes" }).waitFor();
    expect(await who(page)).toBe(email);
    expect(theatre.complaints).toEqual([]);
    await page.context().close();
  });
});
