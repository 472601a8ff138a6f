import { describe, expect, it } from "vitest";
import { fieldsOf, newConnection, roleMapIn, settingsOf } from "./connection-values.ts";

describe("a connection's form", () => {
  it("says only what its kind and preset leave open, and nothing that was left empty", () => {
    const values = {
      ...newConnection,
      "settings.issuer": "https://login.example.com",
      "settings.clientId": " atrium ",
      "settings.entryPoint": "https://idp.example.com",
    };
    const names = Object.keys(values);
    expect(settingsOf(values, names)).toEqual({
      issuer: "https://login.example.com",
      clientId: "atrium",
      trustsFactors: false,
    });
    expect(settingsOf({ ...values, preset: "google" }, names)).not.toHaveProperty("issuer");
    expect(settingsOf({ ...values, kind: "saml" }, ["settings.entryPoint"])).toEqual({
      entryPoint: "https://idp.example.com",
    });
  });

  it("reads groups and roles line by line, also where a group's name holds the sign", () => {
    expect(roleMapIn("Staff = user\n cn=admins,dc=x = admin \n\nnothing")).toEqual([
      { value: "Staff", role: "user" },
      { value: "cn=admins,dc=x", role: "admin" },
    ]);
  });

  it("never sends a secret that was not written", () => {
    const names = Object.keys(newConnection);
    expect(fieldsOf(newConnection, names)).not.toHaveProperty("clientSecret");
    expect(fieldsOf({ ...newConnection, clientSecret: "s3cret" }, names)).toHaveProperty(
      "clientSecret",
      "s3cret",
    );
  });

  it("takes several certificates", () => {
    const pem = (text: string) => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----`;
    const values = {
      ...newConnection,
      kind: "saml",
      "settings.certificates": `${pem("AA")}\n${pem("BB")}\n`,
    };
    expect(settingsOf(values, ["settings.certificates"]).certificates).toEqual([pem("AA"), pem("BB")]);
  });
});
