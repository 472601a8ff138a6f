import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testPassword } from "../../server/src/testing/people.ts";
import { addPeople, openStage, type Stage } from "./browser.ts";

describe("the console", () => {
  let stage: Stage;
  let users: string;
  beforeAll(async () => {
    stage = await openStage();
    users = `/o/${stage.place.slug}/users`;
    await addPeople(stage, ["Amara Okafor", "Jonas Lindqvist", "Sana Tamimi", "Priya Raman", "Chen Wei"]);
  }, 120_000);
  afterAll(() => stage.close());

  it("sends whoever is signed out to the sign-in and back to where they wanted to be", async () => {
    const context = await stage.context();
    const page = await context.newPage();
    await page.goto(`${users}?q=sana`);
    await page.getByLabel("E-mail").fill(stage.owner.email);
    await page.getByLabel("Password").fill("not the password");
    await page.keyboard.press("Enter");
    await page.getByText("Wrong e-mail or password").first().waitFor();
    await page.getByLabel("Password").fill(testPassword);
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Sana Tamimi" }).waitFor();
    expect(new URL(page.url()).search).toBe("?q=sana");
    await context.close();
  });

  it("filters as one types with one entry in the history, and says at once what cannot be read", async () => {
    const page = await stage.page(users);
    await page.getByRole("link", { name: "Chen Wei" }).waitFor();
    const entries = await page.evaluate(() => history.length);
    await page.keyboard.press("/");
    await page.keyboard.type("jonas", { delay: 30 });
    await page.getByRole("link", { name: "Chen Wei" }).waitFor({ state: "detached" });
    expect(await page.evaluate(() => history.length)).toBe(entries + 1);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("colour:red");
    await page.getByText("There is no field").waitFor();
    await page.goBack();
    await page.getByRole("link", { name: "Chen Wei" }).waitFor();
    await page.context().close();
  });

  it("is walked by keyboard alone: move, peek, open, edit, save", async () => {
    const page = await stage.page(`${users}?sort=name`);
    await page.getByRole("link", { name: "Amara Okafor" }).waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press(" ");
    await page.getByRole("complementary", { name: "Peek at Amara Okafor" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("complementary", { name: "Peek at Amara Okafor" }).waitFor({ state: "detached" });
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Amara Okafor" }).waitFor();
    await page.keyboard.press("e");
    await page.getByLabel("Job title").fill("Head of stone");
    await page.keyboard.press("Enter");
    await page.getByText("Saved").waitFor();
    await page.getByText("Head of stone").waitFor();
    await page.keyboard.press("]");
    await page.getByRole("heading", { level: 1, name: "Chen Wei" }).waitFor();
    await page.context().close();
  });

  it("shows the server's error at the field it belongs to", async () => {
    const page = await stage.page(`${users}/new`);
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText("Needed").waitFor();
    await page.getByLabel("E-mail").fill("chen.wei@example.com");
    await page.getByLabel("Telephone").fill("12");
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText("is not a telephone number").waitFor();
    expect(await page.getByLabel("Telephone").getAttribute("aria-invalid")).toBe("true");
    await page.context().close();
  });

  it("keeps what one wrote when somebody else was faster", async () => {
    const { items } = await stage.owner.api.users.list({ query: { q: "priya" } });
    const id = items[0]?.id ?? "";
    const page = await stage.page(`${users}/${id}?edit=true`);
    await page.getByLabel("Job title").fill("Mine");
    await stage.owner.api.users.update({ params: { id }, body: { department: "Theirs" } });
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Changed by somebody else").waitFor();
    await page.getByRole("button", { name: "Take their changes, keep mine" }).click();
    await expect.poll(() => page.getByLabel("Department").inputValue()).toBe("Theirs");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved").waitFor();
    expect(await stage.owner.api.users.get({ params: { id } })).toMatchObject({
      title: "Mine",
      department: "Theirs",
    });
    await page.context().close();
  });

  it("deletes only after the name was written, and takes it back", async () => {
    const { items } = await stage.owner.api.users.list({ query: { q: "jonas" } });
    const id = items[0]?.id ?? "";
    const page = await stage.page(`${users}/${id}`);
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Delete…" }).click();
    const dialog = page.getByRole("alertdialog");
    expect(await dialog.getByRole("button", { name: "Delete" }).isDisabled()).toBe(true);
    await dialog.getByRole("textbox").fill("Jonas Lindqvist");
    await dialog.getByRole("button", { name: "Delete" }).click();
    await page.getByText("Jonas Lindqvist is deleted").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Jonas Lindqvist is back").waitFor();
    await page.getByRole("link", { name: "Jonas Lindqvist" }).waitFor();
    await page.context().close();
  });

  it("lets one sign in over a form that is being written, and loses nothing", async () => {
    const page = await stage.page(`${users}/new`);
    await page.getByLabel("E-mail").fill("late@example.com");
    await page.context().clearCookies();
    await page.getByRole("button", { name: "Add" }).click();
    const dialog = page.getByRole("dialog", { name: "Sign in again" });
    await dialog.getByLabel("Password").fill(testPassword);
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText("late is added").waitFor();
    await page.context().close();
  });

  it("finds people and actions from the palette", async () => {
    const page = await stage.page(users);
    await page.getByRole("link", { name: "Chen Wei" }).waitFor();
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.type("sana");
    await page.getByRole("option", { name: /Sana Tamimi/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Sana Tamimi" }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("a");
    await page.getByRole("heading", { level: 1, name: "Audit log" }).waitFor();
    await page.context().close();
  });

  it("never met its content policy or an error nobody caught", () => {
    expect(stage.complaints).toEqual([]);
  });
});
