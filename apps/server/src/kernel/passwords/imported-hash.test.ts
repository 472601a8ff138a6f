import { describe, expect, it } from "vitest";
import { fitsImported, importedHashProblem, readImportedHash } from "./imported-hash.ts";

// Made by other programs: libxcrypt, Python's hashlib, the argon2 reference, or taken from the format's own
// specification, where it says so.
const scrypt64 = "ohJpCxALoqEOLNROiN4NGGmhtOXo+cvi6xHxGl/1fVGmKlq3ii722ag8HQ7BvBYcWMLNK/pZ/I84CIQWiW1J9A==";
const scrypt64Hex = Buffer.from(scrypt64, "base64").toString("hex");
const sha256 = "hgR9HsqtKupWxpnv8y99TrPDajTT/9PcSTlNafpdLXQ";
const sha512 = "sm09rUzS3++3+cqsWziIoWFO8bEknKwJwGEvyD1ra4PcWJt5OiWFlM/BVv8ybJe4XW8qMpq33ecFrOaibNGiHA";
const firebase = [
  "$firebase-scrypt$ln=14,r=8,sep=Bw==",
  "key=jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==",
].join(",");

const known: [form: string, password: string, stored: string][] = [
  ["bcrypt 2a", "U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"],
  ["bcrypt 2b", "secret", "$2b$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a"],
  ["bcrypt 2y", "pässwörd", "$2y$05$abcdefghijklmnopqrstuuZVEMa1pjhlynBQ1qXmSvGBJpN9h1w8G"],
  ["bcrypt of Django", "secret", "bcrypt$$2b$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a"],
  [
    "bcrypt over SHA-256 of Django",
    "secret",
    "bcrypt_sha256$$2b$05$abcdefghijklmnopqrstuu6ySUy0zWYVXIQ.LN/DOPaf42SgydiW.",
  ],
  [
    "bcrypt over SHA-256 of passlib",
    "password",
    "$bcrypt-sha256$v=2,t=2b,r=12$n79VH.0Q2TMWmt3Oqt9uku$Kq4Noyk3094Y2QlB8NdRT8SvGiI4ft2",
  ],
  [
    "argon2d",
    "secret",
    "$argon2d$v=19$m=64,t=2,p=1$c2FsdHNhbHRzYWx0$IBG+tvBLRyJGG+IuvI6j/Ha3gZmR19uHCac9Xu27DUw",
  ],
  [
    "argon2i",
    "secret",
    "$argon2i$v=19$m=64,t=2,p=1$c2FsdHNhbHRzYWx0$ixUOJ2KEQKvaRIMFmhkOMvs6ugAKNyLBC7vApbSRjRU",
  ],
  [
    "argon2id",
    "secret",
    "$argon2id$v=19$m=64,t=2,p=1$c2FsdHNhbHRzYWx0$X5FYVfax/F4kJBbMzd3VLf8g5G04Ag8NxNL9jEesfik",
  ],
  [
    "argon2id of Django",
    "secret",
    "argon2$argon2id$v=19$m=64,t=2,p=1$c2FsdHNhbHRzYWx0$X5FYVfax/F4kJBbMzd3VLf8g5G04Ag8NxNL9jEesfik",
  ],
  ["PBKDF2 with SHA-1 (RFC 6070)", "password", "$pbkdf2$4096$c2FsdA$SwB5AbdlSJq.rUnZJvch0GWkKcE"],
  ["PBKDF2 of PHC", "secret", `$pbkdf2-sha256$i=1000,l=32$c2FsdHNhbHQ$${sha256}`],
  ["PBKDF2 of passlib", "secret", `$pbkdf2-sha512$1000$c2FsdHNhbHQ$${sha512.replaceAll("+", ".")}`],
  ["PBKDF2 of Django", "secret", `pbkdf2_sha256$1000$saltsalt$${sha256}=`],
  ["PBKDF2 with SHA-1 of Django", "secret", "pbkdf2_sha1$1000$saltsalt$iwnGHj3e4ShfYAA1SPz7CWOx6OI="],
  [
    "PBKDF2 of Werkzeug",
    "secret",
    `pbkdf2:sha256:1000$saltsalt$${Buffer.from(sha256, "base64").toString("hex")}`,
  ],
  [
    "scrypt of PHC (RFC 7914)",
    "pleaseletmein",
    "$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofLVQylVYT8Pz2LUlwUkKpr55h6F3A1lHkDfzwF7RVdYhw",
  ],
  ["scrypt in five fields", "secret", `scrypt$1024$8$1$${btoa("saltsalt")}$${scrypt64}`],
  ["scrypt of Django", "secret", `scrypt$1024$saltsalt$8$1$${scrypt64}`],
  ["scrypt of Werkzeug", "secret", `scrypt:1024:8:1$saltsalt$${scrypt64Hex}`],
  ["scrypt of Firebase (its own example)", "user1password", firebase],
  // The next four are of the specification of SHA-crypt.
  ["SHA-256 crypt", "Hello world!", "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5"],
  [
    "SHA-256 crypt with rounds",
    "Hello world!",
    "$5$rounds=10000$saltstringsaltst$3xv.VbSHBb41AL9AvLeujZkZRBAwqFMz2.opqey6IcA",
  ],
  [
    "SHA-512 crypt",
    "Hello world!",
    "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
  ],
  [
    "SHA-512 crypt with rounds",
    "Hello world!",
    "$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.",
  ],
  ["SHA-256 crypt without a salt", "a", "$5$rounds=1000$$ZIwsx59lFMWVo3Yt6IxpZVn0IhpY8Yg4gxC21zUDBI4"],
];

async function fits(stored: string, password: string): Promise<boolean> {
  const found = readImportedHash(stored);
  if (typeof found === "string") throw new Error(found);
  return fitsImported(found, password);
}

describe("an imported hash", () => {
  it.each(known)("of %s lets its password in and nothing near it", async (_form, password, stored) => {
    expect(importedHashProblem(stored)).toBeNull();
    expect(await fits(stored, password)).toBe(true);
    expect(await fits(stored, `${password} `)).toBe(false);
    expect(await fits(stored, "")).toBe(false);
    expect(
      await fits(`${stored.slice(0, -6)}${stored.at(-6) === "a" ? "b" : "a"}${stored.slice(-5)}`, password),
    ).toBe(false);
  });

  it("is tried with the letters as typed and in their one Unicode form", async () => {
    const stored = "$2y$05$abcdefghijklmnopqrstuuZVEMa1pjhlynBQ1qXmSvGBJpN9h1w8G";
    expect(await fits(stored, "pässwörd".normalize("NFD"))).toBe(true);
  });

  it("may not cost more than a few seconds or a quarter of a gigabyte", () => {
    const digest = "A".repeat(43);
    for (const stored of [
      `$2b$16$${"a".repeat(53)}`,
      `$argon2id$v=19$m=4194304,t=2,p=1$c2FsdHNhbHRzYWx0$${digest}`,
      `$argon2id$v=19$m=65536,t=4000,p=1$c2FsdHNhbHRzYWx0$${digest}`,
      `$pbkdf2-sha256$i=9000000$c2FsdHNhbHQ$${digest}`,
      `$pbkdf2-sha1$i=2000000$c2FsdHNhbHQ$${"A".repeat(168)}`,
      `$scrypt$ln=20,r=8,p=1$c2FsdHNhbHQ$${digest}`,
      `$scrypt$ln=14,r=8,p=4000$c2FsdHNhbHQ$${digest}`,
      `scrypt$1048576$99$1$c2FsdHNhbHQ=$${digest}`,
      firebase.replace("ln=14", "ln=22"),
      `$6$rounds=999999999$salt$${"A".repeat(86)}`,
    ])
      expect(importedHashProblem(stored), stored).toBe("too_costly");
  });

  it("is not taken where its form is unknown, broken or lets chance in", () => {
    const digest = "A".repeat(43);
    for (const stored of [
      "",
      "secret",
      "5ebe2294ecd0e0f08eab7690d2a6ee69",
      "$1$salt$qJH7.N4xYta3aEG/dfqo/0",
      "$2b$10$abc",
      `$2x$10$${"a".repeat(53)}`,
      `$2b$03$${"a".repeat(53)}`,
      `$2b$+5$${"a".repeat(53)}`,
      "$argon2id$v=19$m=64,t=2,p=1$c2FsdHNhbHRzYWx0$AAAA",
      "$pbkdf2-sha256$i=1000$c2FsdHNhbHQ$AAAA",
      `$pbkdf2-md5$i=1000$c2FsdHNhbHQ$${digest}`,
      `$pbkdf2-sha256$i=-5$c2FsdHNhbHQ$${digest}`,
      `$pbkdf2-sha256$i=1e3$c2FsdHNhbHQ$${digest}`,
      `$pbkdf2-sha256$i=1000$c2Fs dHNhbHQ$${digest}`,
      `$scrypt$ln=10,r=8$c2FsdHNhbHQ$${digest}`,
      `$scrypt$ln=10,r=8,p=1,p=2$c2FsdHNhbHQ$${digest}`,
      `scrypt$1000$8$1$c2FsdHNhbHQ=$${digest}`,
      "scrypt$1024$8$1$c2FsdHNhbHQ=$AAAA",
      firebase.replace(",r=8", ""),
      `${firebase.slice(0, -20)}`,
      `$6$rounds=10$salt$${"A".repeat(86)}`,
      "$6$salt$short",
      `$2b$05$${"a".repeat(53)}${"a".repeat(3000)}`,
    ])
      expect(importedHashProblem(stored), stored).toBe("unknown");
  });

  it("of SHA-crypt leaves the event loop to others while it is checked", async () => {
    const stored = `$6$rounds=300000$salt$${"A".repeat(86)}`;
    let turns = 0;
    const counter = setInterval(() => (turns += 1), 1);
    expect(await fits(stored, "hunter2")).toBe(false);
    clearInterval(counter);
    expect(turns).toBeGreaterThan(20);
    expect(await fits(stored, "x".repeat(513))).toBe(false);
  });
});
