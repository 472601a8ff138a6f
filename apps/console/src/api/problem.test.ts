import { ApiError } from "@atrium/sdk";
import { describe, expect, it } from "vitest";
import { fieldErrorsOf } from "./problem.ts";

function refused(...pointers: string[]): ApiError {
  return new ApiError(
    400,
    {
      type: "about:blank",
      title: "Wrong",
      status: 400,
      code: "request.invalid",
      detail: null,
      requestId: "req_1",
      errors: pointers.map((pointer, at) => ({ pointer, code: "bad", detail: `wrong ${at}` })),
    },
    null,
  );
}

describe("fieldErrorsOf", () => {
  it("finds the field with and without the part of the request in front", () => {
    expect(fieldErrorsOf(refused("/body/email", "/firstName"))).toEqual({
      email: "wrong 0",
      firstName: "wrong 1",
    });
  });
  it("finds a field within a field, and a list whole", () => {
    expect(fieldErrorsOf(refused("/body/settings/issuer", "/settings/certificates/0", "/tags/2"))).toEqual({
      settings: "wrong 0",
      "settings.issuer": "wrong 0",
      "settings.certificates": "wrong 1",
      tags: "wrong 2",
    });
  });
  it("keeps the first of several errors of a field", () => {
    expect(fieldErrorsOf(refused("/body/email", "/body/email"))).toEqual({ email: "wrong 0" });
  });
  it("knows nothing of other errors", () => {
    expect(fieldErrorsOf(new Error("no"))).toEqual({});
  });
});
