import { generateKeyPairSync, sign } from "node:crypto";

// DER (X.690) as far as a certificate that signs itself needs it.
const tagged = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = body.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const sequence = (...parts: Buffer[]): Buffer => tagged(0x30, ...parts);
const time = (date: Date): Buffer =>
  tagged(0x17, Buffer.from(`${date.toISOString().replaceAll(/[-:T]/g, "").slice(2, 14)}Z`));

const sha256WithRsa = sequence(
  tagged(0x06, Buffer.from("2a864886f70d01010b", "hex")),
  tagged(0x05, Buffer.alloc(0)),
);
const commonName = tagged(0x06, Buffer.from("550403", "hex"));

export type Signer = { readonly privateKey: string; readonly certificate: string };

/** A key pair with a certificate of its own, as identity providers have them. */
export function makeSigner(name = "idp.example", modulusLength = 2048): Signer {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength });
  const subject = sequence(tagged(0x31, sequence(commonName, tagged(0x0c, Buffer.from(name)))));
  const day = 86_400_000;
  const body = sequence(
    tagged(0x02, Buffer.from([1])),
    sha256WithRsa,
    subject,
    sequence(time(new Date(Date.now() - day)), time(new Date(Date.now() + 400 * day))),
    subject,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = sign("sha256", body, privateKey);
  const der = sequence(body, sha256WithRsa, tagged(0x03, Buffer.from([0]), signature));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----"].join("\n"),
  };
}
