import { changePassword, createUser } from "@atrium/contracts";
import { describe, expect, it } from "vitest";
import { secretFields, withoutSecrets } from "./redact.ts";

const target = { type: "account", id: null, name: null };

describe("secrets in events", () => {
  it("are found by the marks in the contract's schema", () => {
    expect([...secretFields(changePassword)]).toEqual(["currentPassword", "newPassword"]);
    expect([...secretFields(createUser)]).toEqual([]);
  });

  it("are told as set, never shown, whatever a verb records", () => {
    const told = withoutSecrets(
      {
        name: "account.password_changed",
        target,
        changes: [
          { field: "newPassword", before: null, after: "hunter2hunter2" },
          { field: "locale", before: "en", after: "de" },
        ],
        data: { currentPassword: "hunter1hunter1", method: "form" },
      },
      secretFields(changePassword),
    );
    expect(JSON.stringify(told)).not.toContain("hunter");
    expect(told.changes).toEqual([
      { field: "newPassword", before: null, after: "(set)" },
      { field: "locale", before: "en", after: "de" },
    ]);
    expect(told.data).toEqual({ currentPassword: "(set)", method: "form" });
  });
});
