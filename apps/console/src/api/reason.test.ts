import { describe, expect, it } from "vitest";
import { createI18n } from "../i18n/i18n-context.tsx";
import { de } from "../messages/de.ts";
import { reasonText } from "./reason.ts";

describe("the reason why a row was not done", () => {
  const i18n = createI18n("de", "de-DE", de);
  it("is told in the reader's language where its code says all of it", () => {
    expect(reasonText({ code: "user.self", detail: "You cannot do this to yourself" }, i18n)).toBe(
      "Das geht nicht bei sich selbst",
    );
  });
  it("stays in the server's words where these say more, or nobody wrote others", () => {
    expect(reasonText({ code: "invalid", detail: "has more than 64 letters" }, i18n)).toBe(
      "has more than 64 letters",
    );
    expect(reasonText({ code: "toString", detail: "is odd" }, i18n)).toBe("is odd");
  });
});
