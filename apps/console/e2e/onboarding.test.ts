import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePerson, type Person } from "../../server/src/testing/people.ts";
import { looks, looksWell, openStage, type Stage } from "./browser.ts";

describe("onboarding in the console", () => {
  let stage: Stage;
  let person: Person;
  let at: string;
  beforeAll(async () => {
    stage = await openStage();
    at = `/o/${stage.place.slug}`;
    person = await makePerson(stage.atrium, stage.place, ["user"], {
      withPassword: true,
      email: "new.person@example.com",
    });
  }, 120_000);
  afterAll(() => stage.close());

  it("lets an admin write a checklist by keyboard alone, put its steps in order, and switch it on", async () => {
    const page = await stage.page(`${at}/onboarding`);
    await page.getByText("There are no checklists yet").waitFor();
    await looksWell(page, "first use");
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog", { name: "New checklist" });
    await dialog.getByRole("textbox", { name: /^Name/ }).waitFor();
    await page.keyboard.type("First days");
    // What is missing is said beside the field, and nothing is sent.
    await page.keyboard.press("Enter");
    await dialog.getByText("Needed").waitFor();
    const first = dialog.getByRole("listitem", { name: "Step 1", exact: true });
    await first.getByRole("textbox", { name: /^Title/ }).focus();
    await page.keyboard.type("Meet your team");
    await dialog.getByRole("button", { name: "Add a step" }).focus();
    await page.keyboard.press("Enter");
    // The new step's title has the focus.
    await page.keyboard.type("Set a password");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("option", { name: "Password set" }).waitFor();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await dialog.getByRole("button", { name: "Password set" }).waitFor();
    await looksWell(page, "editor");
    await dialog.getByRole("button", { name: "Move step 2 up" }).focus();
    await page.keyboard.press("Enter");
    // At the top the way back down takes the focus.
    await page.waitForFunction(
      () => document.activeElement?.getAttribute("aria-label") === "Move step 1 down",
    );
    expect(await first.getByRole("textbox", { name: /^Title/ }).inputValue()).toBe("Set a password");
    await dialog.getByRole("button", { name: "Write the checklist" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("2 steps · within 14 days").waitFor();
    await looksWell(page, "checklists");
    const [checklist] = (await stage.owner.api.onboardingChecklists.list()).items;
    expect(checklist).toMatchObject({ enabled: true, forWhom: "status:active", dueDays: 14 });
    expect(checklist?.steps.map(({ kind }) => kind)).toEqual(["set_password", "manual"]);
    await page.context().close();
  });

  it("shows a person theirs, who ticks a step, and the admin sees it done", async () => {
    const page = await stage.pageOf(person.email, "/me");
    await page.getByRole("heading", { name: "Your checklist in Platform" }).waitFor();
    await page.getByText("1 of 2 done").waitFor();
    await looksWell(page, "mine");
    const admin = await stage.page(`${at}/onboarding`);
    await admin.getByRole("button", { name: "Progress of First days" }).click();
    const progress = admin.getByRole("dialog", { name: "Progress of First days" });
    await progress.getByText("new.person@example.com").first().waitFor();
    await looksWell(admin, "progress");
    await admin.goto(`${at}/users/${person.userId}`);
    await admin.getByText("1 of 2 done").waitFor();
    await admin.getByText("Live", { exact: true }).first().waitFor();
    await page.getByRole("checkbox", { name: "Meet your team" }).focus();
    await page.keyboard.press("Space");
    await page.getByText("All done. Nothing is left to do here.").waitFor();
    await looksWell(page, "all done");
    // The admin's page hears of it by itself.
    await admin.getByText("2 of 2 done").waitFor();
    await admin.getByRole("checkbox", { name: "Meet your team", checked: true }).waitFor();
    await looksWell(admin, "person");
    await page.reload();
    await page.getByRole("button", { name: "Show the steps" }).click();
    await page.getByRole("checkbox", { name: "Meet your team", checked: true }).waitFor();
    await page.context().close();
    await admin.context().close();
  });

  it("lets an admin tick and untick for a person, and take a checklist off and away", async () => {
    const page = await stage.page(`${at}/users/${person.userId}`);
    await page.getByRole("checkbox", { name: "Meet your team", checked: true }).focus();
    await page.keyboard.press("Space");
    await page.getByText("1 of 2 done").waitFor();
    await page.goto(`${at}/onboarding`);
    await page.getByRole("switch", { name: "First days is on" }).focus();
    await page.keyboard.press("Space");
    await page.getByText("First days is off. Nobody sees it any more.").waitFor();
    expect((await person.api.me.getOnboarding()).items).toEqual([]);
    await page.getByRole("button", { name: "Delete First days" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("There are no checklists yet").waitFor();
    await page.context().close();
  });

  it("says who can grant it where somebody may not look", async () => {
    const page = await stage.pageOf(person.email, `${at}/onboarding`);
    await page.getByText("See how far new people are").waitFor();
    await page.goto(`${at}/home`);
    expect(await page.getByRole("link", { name: "Onboarding" }).count()).toBe(0);
    await page.context().close();
  });

  it("is usable in the dark, on a narrow screen and from right to left", async () => {
    const { id } = await stage.owner.api.onboardingChecklists.create({
      body: {
        name: "First weeks",
        description: "Take your time.",
        enabled: true,
        dueDays: 10,
        steps: [
          { title: "Confirm your address", kind: "verify_email" },
          { title: "Second factor", kind: "second_factor", help: "An app or a passkey." },
          { title: "About you", kind: "complete_profile", fields: ["phone", "department", "managerId"] },
          { title: "Read the handbook", kind: "manual", link: "https://example.com/handbook" },
          { title: "Badge", kind: "manual_by_admin" },
        ],
      },
    });
    for (const { name, options } of looks) {
      const page = await stage.page(`${at}/home`, options);
      for (const address of [
        `${at}/onboarding`,
        `${at}/onboarding?checklist=new`,
        `${at}/onboarding?checklist=${id}`,
        `${at}/onboarding?progress=${id}`,
        `${at}/users/${person.userId}`,
        "/me",
      ]) {
        await page.goto(address);
        await page.locator("h1").waitFor();
        await page.waitForLoadState("networkidle");
        await looksWell(page, `${name} ${address}`);
      }
      await page.context().close();
    }
    expect(stage.complaints).toEqual([]);
  });
});
