import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

/** Just enough CBOR (RFC 8949) to say what an authenticator says. */
type Cbor = number | string | Buffer | ReadonlyMap<Cbor, Cbor>;

function head(major: number, value: number): Buffer {
  const kind = major << 5;
  if (value < 24) return Buffer.from([kind | value]);
  if (value < 256) return Buffer.from([kind | 24, value]);
  return Buffer.from([kind | 25, value >> 8, value & 255]);
}

function cbor(value: Cbor): Buffer {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string")
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([
    head(5, value.size),
    ...[...value].flatMap(([key, inner]) => [cbor(key), cbor(inner)]),
  ]);
}

type Wrong = {
  /** What the page says it is, in place of where it is. */
  origin?: string;
  site?: string;
  challenge?: string;
  type?: string;
  counter?: number;
  userVerified?: boolean;
  signature?: Buffer;
  userHandle?: string;
};

type Creation = { rp: { id: string }; user: { id: string }; challenge: string };
type Request = { rpId: string; challenge: string };

const sha = (data: string | Buffer): Buffer => createHash("sha256").update(data).digest();

function clientData(of: { type: string; challenge: string; origin: string }): Buffer {
  return Buffer.from(JSON.stringify({ ...of, crossOrigin: false }));
}

function shape<T>(id: Buffer, clientDataJSON: Buffer, rest: T) {
  const text = id.toString("base64url");
  return {
    id: text,
    rawId: text,
    type: "public-key" as const,
    response: { clientDataJSON: clientDataJSON.toString("base64url"), ...rest },
  };
}

function coordinates(key: KeyObject): [x: Buffer, y: Buffer] {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  return [Buffer.from(x, "base64url"), Buffer.from(y, "base64url")];
}

/** One passkey of an authenticator in software: ES256, no attestation. */
export function createAuthenticator(origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = randomBytes(32);
  let counter = 0;
  let owner = randomBytes(16).toString("base64url");

  const data = (site: string, flags: number, wrong: Wrong, more: Buffer = Buffer.alloc(0)): Buffer => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(wrong.counter ?? ++counter);
    const verified = wrong.userVerified === false ? 0 : 4;
    return Buffer.concat([sha(wrong.site ?? site), Buffer.from([flags | 1 | verified]), count, more]);
  };

  return {
    credentialId: id.toString("base64url"),
    register(options: Creation, wrong: Wrong = {}) {
      owner = options.user.id;
      const [x, y] = coordinates(publicKey);
      const key = cbor(new Map<Cbor, Cbor>([[1, 2], [3, -7], [-1, 1], [-2, x], [-3, y]])); // prettier-ignore
      const length = Buffer.from([0, id.length]);
      const attested = Buffer.concat([Buffer.alloc(16), length, id, key]);
      const authData = data(options.rp.id, 0x40, wrong, attested);
      const attestation = new Map<Cbor, Cbor>([["fmt", "none"], ["attStmt", new Map()], ["authData", authData]]); // prettier-ignore
      const said = clientData({
        type: wrong.type ?? "webauthn.create",
        challenge: wrong.challenge ?? options.challenge,
        origin: wrong.origin ?? origin,
      });
      return shape(id, said, {
        attestationObject: cbor(attestation).toString("base64url"),
        transports: ["internal"],
      });
    },
    prove(options: Request, wrong: Wrong = {}) {
      const authData = data(options.rpId, 0, wrong);
      const said = clientData({
        type: wrong.type ?? "webauthn.get",
        challenge: wrong.challenge ?? options.challenge,
        origin: wrong.origin ?? origin,
      });
      const signature = wrong.signature ?? sign("sha256", Buffer.concat([authData, sha(said)]), privateKey);
      return shape(id, said, {
        authenticatorData: authData.toString("base64url"),
        signature: signature.toString("base64url"),
        userHandle: wrong.userHandle ?? owner,
      });
    },
  };
}
