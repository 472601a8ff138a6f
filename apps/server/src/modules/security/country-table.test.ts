import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCountryTable } from "./country-table.ts";

describe("the table of countries", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "atrium-countries-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function tableOf(text: string) {
    const file = path.join(folder, "table.csv");
    await writeFile(file, text);
    return readCountryTable(file);
  }

  it("finds the country of an address of either kind, and none where there is none", async () => {
    const countryOf = await tableOf(
      [
        "# first,last,country",
        "1.0.0.0,1.0.0.255,AU",
        '"1.0.1.0","1.0.3.255","cn"',
        "203.0.113.0,203.0.113.255,DE",
        "2001:db8::,2001:db8:0:ffff:ffff:ffff:ffff:ffff,FR",
        "2001:db9::,2001:db9:ffff:ffff:ffff:ffff:ffff:ffff,AT",
      ].join("\r\n"),
    );
    const found = [
      "1.0.0.7",
      "1.0.2.0",
      "1.0.3.255",
      "1.0.4.0",
      "203.0.113.9",
      "::ffff:203.0.113.9",
      "0.0.0.1",
    ];
    expect(found.map(countryOf)).toEqual(["AU", "CN", "CN", null, "DE", "DE", null]);
    expect(["2001:db8::1", "2001:db8:0:1::", "2001:db9:1::", "2001:dba::", "::1"].map(countryOf)).toEqual([
      "FR", "FR", "AT", null, null,
    ]); // prettier-ignore
    expect(["", "localhost", "1.2.3", "::ffff:1.2.3"].map(countryOf)).toEqual([null, null, null, null]);
  });

  it("stops the start with the line that does not fit", async () => {
    await expect(tableOf("1.0.0.0,1.0.0.255,AU\nhello")).rejects.toThrow("GEO_TABLE line 2");
    await expect(tableOf("1.0.0.0,1.0.0.255,Australia")).rejects.toThrow("GEO_TABLE line 1");
    await expect(tableOf("2.0.0.0,2.0.0.255,AU\n1.0.0.0,1.0.0.1,AU")).rejects.toThrow(
      "line 2 is out of order",
    );
    await expect(tableOf("1.0.0.9,1.0.0.1,AU")).rejects.toThrow("line 1 is out of order");
    await expect(readCountryTable(path.join(folder, "nowhere.csv"))).rejects.toThrow(
      "GEO_TABLE cannot be read",
    );
  });
});
