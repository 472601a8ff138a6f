import { createHash, hash } from "node:crypto";

export type ShaCryptWork = {
  readonly algorithm: "sha256" | "sha512";
  readonly password: string;
  readonly salt: string;
  readonly rounds: number;
};

const alphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Unix crypt with SHA-2 by Ulrich Drepper's specification; the numbers in the comments are its steps. */
export function shaCryptDigest({ algorithm, password, salt, rounds }: ShaCryptWork): string {
  const sha = (data: Buffer): Buffer => hash(algorithm, data, "buffer");
  const key = Buffer.from(password);
  const grain = Buffer.from(salt);
  const size = algorithm === "sha256" ? 32 : 64;

  // 4-8
  const b = sha(Buffer.concat([key, grain, key]));
  // 1-3, 9-12: a walk over the bits of the key's length picks the other digest or the key.
  const first = createHash(algorithm).update(key).update(grain).update(stretch(b, key.length));
  for (let bits = key.length; bits > 0; bits >>>= 1) first.update(bits & 1 ? b : key);
  const a = first.digest();
  // 13-20
  const p = stretch(sha(repeat(key, key.length)), key.length);
  const s = stretch(sha(repeat(grain, 16 + (a[0] ?? 0))), grain.length);

  // 21: which parts a round takes comes back every 42 rounds, so each of them is laid out once.
  const layouts = Array.from({ length: 42 }, (_, round) => layOut(round, size, p, s));
  let c: Buffer = a;
  for (let round = 0; round < rounds; round += 1) {
    const layout = layouts[round % 42];
    if (layout === undefined) break;
    c.copy(layout.text, layout.at);
    c = sha(layout.text);
  }
  return encode(c, algorithm);
}

/** The text of one round, with the place where the digest of the round before it goes. */
function layOut(round: number, size: number, p: Buffer, s: Buffer): { text: Buffer; at: number } {
  const digest = Buffer.alloc(size);
  const odd = round % 2 === 1;
  const middle = [...(round % 3 === 0 ? [] : [s]), ...(round % 7 === 0 ? [] : [p])];
  const text = Buffer.concat(odd ? [p, ...middle, digest] : [digest, ...middle, p]);
  return { text, at: odd ? text.length - size : 0 };
}

/** As many copies of the digest as fill the length, the last one cut. */
function stretch(digest: Buffer, length: number): Buffer {
  return repeat(digest, Math.ceil(length / digest.length)).subarray(0, length);
}

function repeat(text: Buffer, times: number): Buffer {
  return Buffer.concat(Array.from({ length: times }, () => text));
}

/** 22: three bytes make four letters, taken from three thirds of the digest in turn, lowest bits first. */
function encode(digest: Buffer, algorithm: "sha256" | "sha512"): string {
  const third = algorithm === "sha256" ? 10 : 21;
  let text = "";
  const put = (high: number, middle: number, low: number, letters: number): void => {
    let value = (high << 16) | (middle << 8) | low;
    for (let letter = 0; letter < letters; letter += 1, value >>>= 6) text += alphabet[value & 63] ?? "";
  };
  const at = (index: number): number => digest[index] ?? 0;
  for (let i = 0; i < third; i += 1) {
    // The order of the thirds moves on with each group; SHA-256 and SHA-512 move it in opposite directions.
    const turn = algorithm === "sha256" ? (3 - (i % 3)) % 3 : i % 3;
    const [x = 0, y = 0, z = 0] = [0, 1, 2].map((k) => i + third * ((k + turn) % 3));
    put(at(x), at(y), at(z), 4);
  }
  if (algorithm === "sha256") put(0, at(31), at(30), 3);
  else put(0, 0, at(63), 2);
  return text;
}
