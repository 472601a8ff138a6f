import { describe, expect, it } from "vitest";
import { presign } from "./s3-presign.ts";

const signatureOf = (address: string) => new URL(address).searchParams.get("X-Amz-Signature");
const secretAccessKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const own = {
  url: new URL("https://storage.example:9443/files/org/a1/photo.webp"),
  region: "fra1",
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  expiresSeconds: 600,
  at: new Date("2026-03-04T05:06:07.890Z"),
};

const unsigned = { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" };

describe("presigned addresses", () => {
  it("agree with the example in the Amazon S3 documentation", () => {
    const address = presign({
      method: "GET",
      url: new URL("https://examplebucket.s3.amazonaws.com/test.txt"),
      region: "us-east-1",
      accessKeyId: "AKIAIOSFODNN7EXAMPLE",
      secretAccessKey,
      expiresSeconds: 86_400,
      at: new Date("2013-05-24T00:00:00Z"),
    });
    expect(signatureOf(address)).toBe("aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
  });

  // Both made with the signer of the AWS SDK for JavaScript, which adds this value to every query.
  it("bind type, length and condition of an upload", () => {
    const headers = { "Content-Type": "image/webp", "content-length": "1234", "if-none-match": "*" };
    const address = presign({ ...own, method: "PUT", headers, query: unsigned });
    expect(new URL(address).searchParams.get("X-Amz-SignedHeaders")).toBe(
      "content-length;content-type;host;if-none-match",
    );
    expect(signatureOf(address)).toBe("a597eaab9b7d105e4fbdf285f05fdcb88d607f9ea9b25ee537cd01dc2d0e3a79");
  });

  it("encode every sign of a query value the way the signature wants", () => {
    const query = { ...unsigned, "response-content-disposition": `attachment; filename="_ (1)'s*!.pdf"` };
    const address = presign({ ...own, method: "GET", query });
    expect(signatureOf(address)).toBe("f6edf29b888260717c741e8493831a215a9b15dd324fe65d4be462662283a0d1");
  });

  it("never contain the secret and live for seven days at most", () => {
    expect(presign({ ...own, method: "GET" })).not.toContain(own.secretAccessKey.slice(0, 10));
    for (const expiresSeconds of [0, -1, 1.5, 604_801, Number.NaN]) {
      expect(() => presign({ ...own, method: "GET", expiresSeconds })).toThrow("1 second to 7 days");
    }
  });
});
