import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStage, sideways, violations, type Stage } from "./browser.ts";

describe("keys and service accounts in the console", () => {
  let stage: Stage;
  let address: string;
  beforeAll(async () => {
    stage = await openStage();
    address = `/o/${stage.place.slug}/keys`;
  }, 120_000);
  afterAll(() => stage.close());

  /** A pressed button's word to screen readers outlives the button for some seconds, and then names nothing. */
  async function quiet(page: Page): Promise<void> {
    await page.evaluate(() =>
      document.querySelectorAll("[data-live-announcer] [role=img]").forEach((word) => word.remove()),
    );
  }
  const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
  const menu = async (page: Page, name: string, entry: string) => {
    await page.getByRole("button", { name: `What can be done with ${name}` }).click();
    await page.getByRole("menuitem", { name: entry }).click();
  };
  async function secretOf(page: Page): Promise<string> {
    const dialog = page.getByRole("dialog", { name: "Keep this key now" });
    const key = (await dialog.locator("button .truncate").first().textContent()) ?? "";
    await quiet(page);
    expect(await violations(page), "secret").toEqual([]);
    await page.keyboard.press("Escape");
    expect(await dialog.isVisible()).toBe(true);
    await dialog.getByRole("button", { name: "I have kept it" }).click();
    await dialog.waitFor({ state: "detached" });
    return key;
  }
  const works = async (key: string) =>
    (await fetch(`${stage.atrium.url}/api/v1/users`, { headers: { authorization: `Bearer ${key}` } })).status;

  it("makes a key by keyboard, shows it once, and it does what its scopes say", async () => {
    const page = await stage.page(address);
    await page.getByText("There are no keys yet").waitFor();
    expect(await violations(page), "first use").toEqual([]);
    await page.keyboard.press("n");
    const dialog = page.getByRole("dialog", { name: "Make an API key" });
    await dialog.getByRole("textbox", { name: "Name" }).waitFor();
    await page.keyboard.press("Enter");
    await dialog.getByText("Choose at least one scope.").waitFor();
    expect(await violations(page), "make").toEqual([]);
    await dialog.getByRole("textbox", { name: "Name" }).fill("Nightly sync");
    await dialog.getByRole("checkbox", { name: /See people/ }).focus();
    await page.keyboard.press("Space");
    await dialog.getByLabel("Allowed addresses").fill("not an address");
    await dialog.getByRole("button", { name: "Make a key" }).click();
    await dialog.getByLabel("Allowed addresses").and(dialog.locator("[aria-invalid=true]")).waitFor();
    await dialog.getByLabel("Allowed addresses").fill("127.0.0.1\n::1");
    await dialog.getByRole("button", { name: "Make a key" }).click();
    const key = await secretOf(page);
    expect(key).toMatch(/^atr_live_/);
    expect(await works(key)).toBe(200);
    await row(page, "Nightly sync").getByText("Works").waitFor();
    expect(await page.content()).not.toContain(key.slice(-20));
    await page.context().close();
  });

  it("shows what a key may do beside the list, and edits and filters it", async () => {
    const page = await stage.page(address);
    await page.getByRole("button", { name: "Nightly sync", exact: true }).click();
    const panel = page.getByRole("complementary", { name: "Key Nightly sync" });
    await panel.getByText("users:read").waitFor();
    await panel.getByText("127.0.0.1").first().waitFor();
    expect(page.url()).toContain("key=key_");
    expect(await violations(page), "panel").toEqual([]);
    await menu(page, "Nightly sync", "Edit…");
    const dialog = page.getByRole("dialog", { name: "Edit Nightly sync" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("Hourly sync");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText("Hourly sync is saved").waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("scope:groups:read");
    await page.getByText("Nothing fits this filter").waitFor();
    await page.getByRole("button", { name: "Clear the filter" }).last().click();
    await row(page, "Hourly sync").waitFor();
    await page.getByRole("radio", { name: "Revoked" }).click();
    await page.getByText("Nothing fits this filter").waitFor();
    expect(page.url()).toContain("state=revoked");
    await page.context().close();
  });

  it("renews a key with an overlap, and revokes it once its name was written", async () => {
    const page = await stage.page(address);
    await menu(page, "Hourly sync", "Renew…");
    await page.getByRole("dialog").getByRole("button", { name: "Renew" }).click();
    const key = await secretOf(page);
    expect(await works(key)).toBe(200);
    await menu(page, "Hourly sync", "Revoke…");
    const asked = page.getByRole("alertdialog", { name: "Revoke Hourly sync?" });
    expect(await asked.getByRole("button", { name: "Revoke the key" }).isDisabled()).toBe(true);
    expect(await violations(page), "revoke").toEqual([]);
    await asked.getByRole("textbox").fill("Hourly sync");
    await asked.getByRole("button", { name: "Revoke the key" }).click();
    await page.getByText("Hourly sync is revoked").waitFor();
    await row(page, "Hourly sync").getByText("Revoked").waitFor();
    expect(await works(key)).toBe(401);
    await page.context().close();
  });

  it("makes a service account with a key of its own, suspends it and deletes it", async () => {
    const page = await stage.page(`${address}?tab=accounts`);
    await page.getByRole("button", { name: "Make a service account" }).first().click();
    const dialog = page.getByRole("dialog", { name: "Make a service account" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("Payroll");
    await dialog.getByText("Editor", { exact: true }).click();
    await dialog.getByRole("button", { name: "Make the account" }).click();
    await page.getByRole("heading", { level: 1, name: "Payroll" }).waitFor();
    await quiet(page);
    expect(await violations(page), "account").toEqual([]);
    await page.getByRole("button", { name: "Make a key" }).click();
    const making = page.getByRole("dialog", { name: "Make an API key" });
    await making.getByRole("textbox", { name: "Name" }).fill("Payroll key");
    await making.getByRole("checkbox", { name: /See people/ }).press("Space");
    await making.getByRole("button", { name: "Make a key" }).click();
    const key = await secretOf(page);
    expect(await works(key)).toBe(200);
    await page.getByText("1 key works").waitFor();
    await page.getByRole("button", { name: "Suspend" }).click();
    await page.getByText("While it is suspended").waitFor();
    expect(await works(key)).toBe(401);
    await page.getByRole("button", { name: "Delete the account" }).click();
    const asked = page.getByRole("alertdialog");
    await asked.getByRole("textbox").fill("Payroll");
    await asked.getByRole("button", { name: "Delete the account" }).click();
    await page.getByText("Payroll is deleted").waitFor();
    await page.getByText("There are no service accounts yet").waitFor();
    await page.context().close();
  });

  it("shows one's own keys among one's own security, and fits a narrow screen", async () => {
    await stage.owner.api.apiKeys.create({ body: { name: "Mine", scopes: ["users:read"] } });
    const page = await stage.page("/me/security");
    const section = page.getByRole("region", { name: "API keys" });
    await section.getByText("Mine").waitFor();
    await page.goto(`/o/${stage.place.slug}/users/${stage.owner.userId}?tab=security`);
    await page.getByRole("region", { name: "API keys" }).getByText("Mine").waitFor();
    await page.context().close();
    const narrow = await stage.page(address, { viewport: { width: 390, height: 844 }, colorScheme: "dark" });
    await row(narrow, "Mine").waitFor();
    expect(await violations(narrow)).toEqual([]);
    expect(await sideways(narrow)).toEqual([]);
    await narrow.goto(`${address}?make=true`);
    await narrow.getByRole("dialog").getByRole("textbox", { name: "Name" }).waitFor();
    expect(await violations(narrow)).toEqual([]);
    expect(await sideways(narrow)).toEqual([]);
    await narrow.context().close();
  });
});
