import { setLogo } from "@atrium/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { provenInWalks } from "../../server/journeys/deeds/organization-tree.ts";
import { makePerson } from "../../server/src/testing/people.ts";
import { openStage, type Stage } from "./browser.ts";

describe("organizations in the console", () => {
  let stage: Stage;
  const at = (path: string) => `/o/${stage.place.slug}/${path}`;
  beforeAll(async () => {
    stage = await openStage({ parts: { resolveTxt: () => Promise.resolve([provenInWalks]) } });
  }, 120_000);
  afterAll(() => stage.close());

  it("are made, limited, suspended with a typed confirmation and let in again", async () => {
    const page = await stage.page(at("organizations"));
    await page.getByRole("button", { name: "New organization" }).waitFor();
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog", { name: "New organization" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("Kestrel Freight");
    expect(await dialog.getByRole("textbox", { name: "Slug" }).inputValue()).toBe("kestrel-freight");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Kestrel Freight" }).waitFor();
    await page.getByRole("textbox", { name: "People" }).fill("25");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("0 of 25").waitFor();
    await page.getByRole("button", { name: "Suspend" }).click();
    const confirm = page.getByRole("alertdialog");
    expect(await confirm.getByRole("button", { name: "Suspend" }).isDisabled()).toBe(true);
    await confirm.getByRole("textbox").fill("kestrel-freight");
    await page.keyboard.press("Enter");
    await page.getByText("Kestrel Freight is suspended").waitFor();
    await page.getByRole("button", { name: "Reactivate" }).click();
    await page.getByText("Kestrel Freight is active again").waitFor();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("alertdialog").getByRole("textbox").fill("kestrel-freight");
    await page.keyboard.press("Enter");
    await page.getByText("Until").first().waitFor();
    await page.getByRole("button", { name: "Bring back" }).click();
    await page.getByText("Kestrel Freight is back").waitFor();
    await page.goto(at("organizations?q=status:active%20kestrel"));
    await page.getByRole("link", { name: "Kestrel Freight" }).waitFor();
    await page.context().close();
  });

  it("are switched by keyboard alone, found by typing, shown as the tree that they are", async () => {
    const api = stage.owner.api.organizations;
    const parent = await api.create({
      body: { name: "Nordlys", slug: "nordlys", limits: { organizations: 5 } },
    });
    await api.create({ body: { name: "Nordlys Sea", slug: "nordlys-sea", parentId: parent.id } });
    const page = await stage.page(at("home"));
    await page.getByRole("button", { name: /Switch organization/ }).focus();
    await page.keyboard.press("Enter");
    const find = page.getByRole("combobox", { name: "Find an organization" });
    await find.waitFor();
    await page.keyboard.type("nordlys");
    const options = page.getByRole("listbox", { name: "Switch organization" }).getByRole("option");
    await expect.poll(() => options.count()).toBe(2);
    const indent = (n: number) =>
      options.nth(n).evaluate((each) => Number.parseFloat(getComputedStyle(each).paddingInlineStart));
    expect(await indent(1)).toBeGreaterThan(await indent(0));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/o/nordlys-sea/home");
    await page.context().close();
  });

  it("say what they are called, and the address follows the slug", async () => {
    const { slug } = await stage.owner.api.organizations.create({ body: { name: "Old", slug: "old-name" } });
    const page = await stage.page(`/o/${slug}/settings/general`);
    await page.getByLabel("Slug").fill("new-name");
    await page.getByRole("button", { name: "Save" }).click();
    await page.waitForURL("**/o/new-name/settings/general");
    await page.reload();
    const slugNow = page.getByRole("textbox", { name: "Slug" });
    await slugNow.waitFor();
    expect(await slugNow.inputValue()).toBe("new-name");
    await page.context().close();
  });

  it("wear their hue and logo where people sign in", async () => {
    const page = await stage.page(at("settings/branding"));
    await page.getByText("Use a hue of our own").click();
    const slider = page.getByRole("slider", { name: /Hue/ });
    await slider.fill("28");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved").waitFor();
    await page.getByLabel("Choose a picture", { exact: true }).first().setInputFiles({
      name: "logo.png",
      mimeType: "image/png",
      buffer: Buffer.from(setLogo.examples.body.image, "base64"),
    }); // prettier-ignore
    await page.getByText("The logo is set").waitFor();
    await page.context().close();
    const context = await stage.context();
    const visitor = await context.newPage();
    await visitor.goto(`/auth/login?organization=${stage.place.slug}`);
    const worn = await visitor.evaluate(() =>
      getComputedStyle(document.documentElement).getPropertyValue("--accent"),
    );
    expect(worn).not.toContain("006764");
    expect(
      await visitor.locator("header img").evaluate((image: HTMLImageElement) => image.naturalWidth),
    ).toBe(1);
    await context.close();
    expect(stage.complaints).toEqual([]);
  });

  it("prove a domain with the record that is shown", async () => {
    const page = await stage.page(at("settings/domains"));
    await page.getByRole("textbox", { name: "Domain" }).fill("localhost");
    await page.keyboard.press("Enter");
    await page.getByText("must be a domain of one's own").waitFor();
    await page.getByRole("textbox", { name: "Domain" }).fill("nordlys.example");
    await page.keyboard.press("Enter");
    await page.getByText("_atrium.nordlys.example").waitFor();
    await page.getByRole("button", { name: "Check the record now" }).click();
    await page
      .getByText("not proven to be yours")
      .or(page.getByText("proof of the domain was not found"))
      .first()
      .waitFor();
    await stage.atrium.sql.query(
      "update organization_domains set token = 'walk' where domain = 'nordlys.example'",
    );
    await page.getByRole("button", { name: "Check the record now" }).click();
    await page.getByText("nordlys.example is proven").waitFor();
    await page.context().close();
  });

  it("are handed over by an offer that the other accepts", async () => {
    const made = await stage.owner.api.organizations.create({ body: { name: "Handed", slug: "handed" } });
    const { rows } = await stage.atrium.sql.query<{ id: string }>(
      "select id from organizations where slug = 'handed'",
    );
    const place = { id: made.id, slug: made.slug, uuid: rows[0]?.id ?? "" };
    const [from, to] = [
      await makePerson(stage.atrium, place, ["super-admin"], { withPassword: true }),
      await makePerson(stage.atrium, place, ["user"], { withPassword: true }),
    ];
    const first = await stage.pageOf(from.email, "/o/handed/settings/general");
    await first.getByRole("combobox", { name: "New owner" }).fill(to.email.slice(0, 8));
    await first.getByRole("option").first().click();
    await first.getByRole("button", { name: "Offer ownership" }).click();
    await first.getByRole("alertdialog").getByRole("textbox").fill(to.email);
    await first.keyboard.press("Enter");
    await first.getByRole("button", { name: "Take the offer back" }).waitFor();
    const second = await stage.pageOf(to.email, "/me");
    await second.getByRole("button", { name: "Take it over" }).click();
    await second.getByText("Offered to you").waitFor({ state: "detached" });
    const { permissions } = await to.api.sessions.current();
    expect(permissions).toContain("organizations:transfer");
    await first.context().close();
    await second.context().close();
  });
});
