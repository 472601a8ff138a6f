import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePerson, type Person } from "../../server/src/testing/people.ts";
import { looksWell, openStage, type Stage } from "./browser.ts";

describe("requests and reviews in the console", () => {
  let stage: Stage;
  let at: string;
  let admin: Person;
  let guest: Person;
  beforeAll(async () => {
    stage = await openStage({ jobs: true });
    at = `/o/${stage.place.slug}`;
    admin = await makePerson(stage.atrium, stage.place, ["admin"], {
      withPassword: true,
      email: "admin@people.example",
    });
    guest = await makePerson(stage.atrium, stage.place, ["guest"], {
      withPassword: true,
      email: "guest@people.example",
    });
  }, 120_000);
  afterAll(() => stage.close());

  const rolesOf = async ({ userId }: Person) =>
    (await stage.owner.api.users.get({ params: { id: userId } })).roles;

  it("asks for a role, and another person sees it on Home and gives it", async () => {
    const asking = await stage.pageOf(guest.email, `${at}/requests`);
    await asking.getByText("You have asked for nothing").waitFor();
    await asking.keyboard.press("c");
    const dialog = asking.getByRole("dialog", { name: "Request access" });
    await dialog.getByRole("button", { name: "Send the request" }).click();
    await dialog.getByText("Choose what you need.").waitFor();
    await dialog.getByRole("button", { name: /Choose a role/ }).click();
    await asking.getByRole("option", { name: "Editor" }).click();
    await dialog.getByLabel("Why you need it").fill("The pages of the summer");
    await looksWell(asking, "request dialog");
    await dialog.getByRole("button", { name: "Send the request" }).click();
    await asking.getByText("Waits").waitFor();
    await looksWell(asking, "my requests");

    const deciding = await stage.pageOf(admin.email, `${at}/home`);
    await deciding.getByRole("link", { name: "1 request waits for a decision" }).click();
    await deciding.getByRole("button", { name: `Approve: Editor for ${guest.email}` }).click();
    const yes = deciding.getByRole("dialog", { name: `Give Editor to ${guest.email}?` });
    await yes.getByText("The pages of the summer").waitFor();
    await looksWell(deciding, "approve dialog");
    await yes.getByRole("button", { name: "Approve" }).click();
    await deciding.getByText("Nothing waits for a decision").waitFor();
    await asking.getByText("Approved").waitFor();
    expect(await rolesOf(guest)).toContain("editor");
    await asking.context().close();
    await deciding.context().close();
  });

  it("wants two persons for a role, and for wanting that no more", async () => {
    await makePerson(stage.atrium, stage.place, ["admin"]);
    const page = await stage.page(`${at}/requests?view=rules`);
    await page.getByRole("button", { name: "Want two persons" }).click();
    const dialog = page.getByRole("dialog", { name: "Want two persons for" });
    await dialog.getByRole("button", { name: /Choose a role/ }).click();
    await page.getByRole("option", { name: "Admin" }).click();
    await dialog.getByRole("button", { name: "Want two persons" }).click();
    const end = page.getByRole("button", { name: "End: Admin" });
    await end.waitFor();
    await looksWell(page, "rules");

    // Whoever gives it all the same is led to asking for it.
    const giving = await stage.page(`${at}/users/${guest.userId}?tab=access`);
    await giving.getByRole("button", { name: "Give…" }).click();
    const gift = giving.getByRole("dialog", { name: /^Give .+ something$/ });
    await gift.getByRole("combobox", { name: "Role or right" }).focus();
    await giving.keyboard.type("admin");
    await giving.keyboard.press("ArrowDown");
    await giving.keyboard.press("Enter");
    await gift.getByRole("button", { name: "Give", exact: true }).click();
    await gift.getByText("Write a reason, then you can ask for it.").waitFor();
    await gift.getByLabel("Reason").fill("Cover for the summer");
    await looksWell(giving, "ask instead");
    await gift.getByRole("button", { name: "Ask for it instead" }).click();
    await giving.getByText(/^Asked for .+\. Another person decides\.$/).waitFor();
    const [wish] = (await admin.api.accessRequests.list({ query: { state: "open" } })).items;
    expect(wish).toMatchObject({ role: "admin", subject: guest.userId, reason: "Cover for the summer" });
    await admin.api.accessRequests.deny({ params: { id: wish?.id ?? "" }, body: { reason: "Not now" } });
    await giving.context().close();

    await end.click();
    const asks = page.getByRole("dialog", { name: "Want two persons for Admin no more?" });
    await asks.getByLabel("Reason").fill("There is only one of us left");
    await asks.getByRole("button", { name: "Ask for it" }).click();
    await page.getByText("Asked. Once somebody has approved, end it here.").waitFor();
    const [asked] = (await admin.api.accessRequests.list({ query: { state: "open" } })).items;
    await admin.api.accessRequests.approve({ params: { id: asked?.id ?? "" }, body: {} });
    await end.click();
    await page.getByText("Everything is given by one person").waitFor();
    await page.context().close();
  });

  it("begins a review, decides by keyboard alone, closes it and takes the evidence along", async () => {
    const page = await stage.page(`${at}/reviews`);
    await page.getByText("Nobody has reviewed anything yet").waitFor();
    await looksWell(page, "first use");
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog", { name: "Begin an access review" });
    await dialog.getByLabel("Name").fill("First quarter");
    await looksWell(page, "review dialog");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "First quarter" }).waitFor();
    const table = page.getByRole("table", { name: "What is reviewed" });
    const row = (person: Person, role: string) =>
      table.getByRole("row").filter({ hasText: person.email }).filter({ hasText: role });
    await row(guest, "Editor")
      .getByRole("button", { name: `Revoke: Editor of ${guest.email}` })
      .waitFor();
    await looksWell(page, "review");

    // Down to the row, and R.
    for (let step = 0; step < 20; step++) {
      await page.keyboard.press("j");
      if ((await row(guest, "Editor").getAttribute("data-current")) !== null) break;
    }
    // What is selected while a decision is on its way belongs to the next one.
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    await page.route("**/decisions", async (route) => {
      await released;
      await route.continue();
    });
    await page.keyboard.press("r");
    await page.getByRole("checkbox", { name: `Select Admin of ${admin.email}` }).focus();
    await page.keyboard.press("Space");
    await page.getByText("1 selected").waitFor();
    release();
    await page.getByText("Marked to be revoked").first().waitFor();
    await row(guest, "Editor").getByText(/^by /).waitFor();
    await page.getByText("1 selected").waitFor();
    // What could not be decided is selected again.
    await page.route("**/decisions", (route) => route.abort(), { times: 1 });
    await page.keyboard.press("k");
    await page
      .getByText(/^The server could not be reached/)
      .first()
      .waitFor();
    await page.getByText("1 selected").waitFor();
    await page.keyboard.press("k");
    await row(admin, "Admin").getByText(/^by /).waitFor();
    await page.getByText("1 selected").waitFor({ state: "detached" });
    await page.getByRole("radio", { name: "Undecided" }).click();
    await row(guest, "Editor").waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Close the review" }).click();
    const sure = page.getByRole("alertdialog", { name: "Close First quarter?" });
    await sure.getByText("1 item").first().waitFor();
    await looksWell(page, "close dialog");
    await sure.getByRole("button", { name: "Close the review" }).click();
    const evidence = page.getByRole("button", { name: "Evidence as a table" });
    await evidence.waitFor();
    expect(await rolesOf(guest)).not.toContain("editor");
    expect(await rolesOf(admin)).toContain("admin");
    const [download] = await Promise.all([page.waitForEvent("download"), evidence.click()]);
    const text = await readFile((await download.path()) ?? "", "utf8");
    expect(text).toContain("guest@people.example");
    expect(text).toContain("revoke");
    await page.goto(`${at}/reviews`);
    await page.getByRole("link", { name: "First quarter" }).waitFor();
    await looksWell(page, "reviews");
    await page.context().close();
  });

  it("shows who reviews their own items alone, also on a phone", async () => {
    await stage.owner.api.reviews.create({
      body: {
        name: "By one",
        dueAt: new Date(Date.now() + 86_400_000).toISOString(),
        scope: { kind: "role", role: "admin" },
        reviewers: { kind: "people", people: [guest.userId] },
      },
    });
    await stage.atrium.app.jobs.idle();
    const page = await stage.pageOf(guest.email, `${at}/reviews`, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    await page.getByRole("link", { name: "Review: By one" }).click();
    await page.getByRole("button", { name: `Keep: Admin of ${admin.email}` }).waitFor();
    expect(await page.getByRole("button", { name: "Close the review" }).count()).toBe(0);
    await looksWell(page, "phone");
    await page.getByRole("button", { name: `Keep: Admin of ${admin.email}` }).click();
    await page.getByText("Kept").first().waitFor();
    await page.context().close();
  });
});
