import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

describe("the settings", () => {
  it("have a default where a fresh start needs none", () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      PORT: 3000,
      HOST: "127.0.0.1",
      publicUrl: null,
      STORAGE_PROVIDER: "local",
      RATE_LIMIT_SCALE: 1,
    });
    expect(config.dataDir).toBe(path.resolve(".data"));
    expect([...config.roles]).toEqual(["web", "worker", "realtime"]);
  });

  it("are read as what they mean", () => {
    const config = readConfig({
      PORT: "8080",
      ATRIUM_URL: "https://people.example",
      ATRIUM_ROLE: "worker",
      OTHER: "ignored",
    });
    expect(config.PORT).toBe(8080);
    expect(config.publicUrl?.origin).toBe("https://people.example");
    expect([...config.roles]).toEqual(["worker"]);
  });

  const wrong: readonly (readonly [name: string, value: string])[] = [
    ["PORT", "http"], ["PORT", "65536"], ["PORT", "-1"], ["PORT", "80.5"], ["ATRIUM_URL", "people.example"], ["ATRIUM_URL", "ftp://people.example"],
    ["ATRIUM_ROLE", "web,boss"], ["DATABASE_URL", "mysql://user:secret-word@host/db"], ["DATABASE_URL", "host"], ["DATABASE_POOL", "many"],
    ["DATABASE_POOL", "1"], ["REDIS_URL", "http://:secret-word@host"], ["SMTP_URL", "secret-word@host"], ["STORAGE_PROVIDER", "somewhere"],
    ["STORAGE_ENDPOINT", "not an address"], ["RATE_LIMIT_SCALE", "-1"], ["RATE_LIMIT_SCALE", "0"], ["METRICS_TOKEN", "short"], ["LOG_LEVEL", "chatty"],
    ["SMS_PROVIDER", "pigeon"], ["SMS_PRICE", "cheap"], ["SMS_PRICE", "0.075"], ["SNS_REGION", "eu central"],
  ]; // prettier-ignore
  for (const [name, value] of wrong) {
    it(`R21: ${name} as ${value} is refused by its name, in one line and without its value`, () => {
      const refused = (() => {
        try {
          readConfig({ [name]: value });
          return null;
        } catch (error) {
          return error;
        }
      })();
      expect(refused).toBeInstanceOf(ConfigError);
      const { message } = refused as ConfigError;
      expect(message).toMatch(new RegExp(`^${name} `));
      expect(message).not.toContain("\n");
      if (value.length > 5) expect(message).not.toContain(value);
    });
  }

  it("R21: that need each other are asked for by the name of the missing one", () => {
    expect(() => readConfig({ ATRIUM_OWNER_EMAIL: "o@x.example" })).toThrow(
      "ATRIUM_OWNER_PASSWORD is missing",
    );
    expect(() => readConfig({ ATRIUM_OWNER_PASSWORD: "x" })).toThrow("ATRIUM_OWNER_EMAIL is missing");
    const storage = {
      STORAGE_PROVIDER: "s3",
      STORAGE_BUCKET: "b",
      STORAGE_ACCESS_KEY: "a",
      STORAGE_ENDPOINT: "https://s3.example",
    };
    expect(() => readConfig(storage)).toThrow("STORAGE_SECRET_KEY is missing");
  });

  it("R21: of an SMS provider are asked for when it is chosen, and a price is read in millionths", () => {
    const twilio = { SMS_PROVIDER: "twilio", SMS_FROM: "+15005550006", TWILIO_ACCOUNT_SID: "AC1" };
    expect(() => readConfig(twilio)).toThrow("TWILIO_AUTH_TOKEN is missing");
    expect(() => readConfig({ SMS_PROVIDER: "sns" })).toThrow("SMS_FROM is missing");
    expect(() => readConfig({ SMS_PROVIDER: "mspace", SMS_FROM: "A" })).toThrow("MSPACE_USERNAME is missing");
    expect(readConfig({}).smsPrice).toBeNull();
    expect(readConfig({ SMS_PRICE: "0.075 EUR" }).smsPrice).toEqual({ micros: 75_000, currency: "EUR" });
  });

  it("come from a file where one is named, and the file's absence is told", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "atrium-config-"));
    const file = path.join(folder, "secret");
    writeFileSync(file, "redis://host:6379\n");
    expect(readConfig({ REDIS_URL_FILE: file }).REDIS_URL).toBe("redis://host:6379");
    expect(readConfig({ REDIS_URL_FILE: file, REDIS_URL: "redis://other" }).REDIS_URL).toBe("redis://other");
    rmSync(folder, { recursive: true });
    expect(() => readConfig({ REDIS_URL_FILE: file })).toThrow("REDIS_URL_FILE cannot be read");
  });
});
