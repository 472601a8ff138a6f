import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { makeOrganization, makePerson, setUpPlatform, type Person } from "../../testing/people.ts";
import { codeOf, refusal } from "../../testing/refusals.ts";

type NewAttribute = NonNullable<Parameters<Person["api"]["attributes"]["create"]>[0]>["body"];

describe("defining attributes", () => {
  let atrium: Atrium;
  let admin: Person;
  let editor: Person;
  beforeAll(async () => {
    atrium = await startTestAtrium({ rateScale: 1000 });
    const { owner } = await setUpPlatform(atrium);
    const place = await makeOrganization(owner);
    [admin, editor] = [
      await makePerson(atrium, place, ["admin"]),
      await makePerson(atrium, place, ["editor"]),
    ];
    await define({ key: "shoe", name: "Shoe", type: "number" });
  });
  afterAll(() => atrium.close());

  const define = (body: NewAttribute, by = admin) => by.api.attributes.create({ body });
  const pointers = async (call: Promise<unknown>) => {
    const { errors } = await refusal(call);
    return (errors as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`);
  };

  it("a definition that contradicts itself is refused with its place", async () => {
    const unfit = (body: Partial<NewAttribute>) =>
      pointers(define({ key: "odd", name: "Odd", type: "text", ...body }));
    expect(await unfit({ rules: { pattern: "(a+)+" } })).toEqual(["/rules/pattern pattern"]);
    expect(await unfit({ rules: { min: 1 } })).toEqual(["/rules/min unfit"]);
    expect(await unfit({ rules: { minLength: 5, maxLength: 2 } })).toEqual(["/rules/maxLength unfit"]);
    expect(await unfit({ type: "choice" })).toEqual(["/choices required"]);
    expect(await unfit({ type: "json", indexed: true })).toEqual(["/indexed unfit"]);
    expect(await unfit({ type: "number", defaultValue: "x" })).toEqual(["/defaultValue type"]);
    expect(await codeOf(define({ key: "shoe", name: "Again", type: "text" }))).toBe("attribute.key_taken");
    expect(await codeOf(define({ key: "x y", name: "Odd", type: "text" }))).toBe("request.invalid");
    expect(await codeOf(define({ key: "mine", name: "Mine", type: "text" }, editor))).toBe("auth.forbidden");
  });

  it("wants the version that was seen where one is named", async () => {
    const { id, version } = await define({ key: "seen", name: "Seen", type: "text" });
    const rename = (name: string) =>
      admin.api.attributes.update({ params: { id }, body: { name } }, { version });
    expect((await rename("Once")).version).toBe(version + 1);
    expect(await codeOf(rename("Twice"))).toBe("precondition.failed");
  });
});
