import { timingSafeEqual } from "node:crypto";
import { Worker } from "node:worker_threads";
import { readCount, type HashFormat } from "./format.ts";
import type { ShaCryptWork } from "./sha-crypt-digest.ts";

const standardRounds = 5000;
// The work grows with the password too; systems that use this scheme take no longer ones.
const longestPassword = 512;
const form = /^\$([56])\$(?:rounds=(\d+)\$)?([^$:\n]{0,16})\$([./0-9A-Za-z]+)$/;

/** The "$5$" and "$6$" of Unix. */
export const readShaCrypt: HashFormat = (stored) => {
  const parts = form.exec(stored);
  if (parts === null) return null;
  const [, kind, named, salt = "", digest = ""] = parts;
  const rounds = named === undefined ? standardRounds : readCount(named);
  if (rounds === null || rounds < 1000 || digest.length !== (kind === "5" ? 43 : 86)) return null;
  const algorithm = kind === "5" ? "sha256" : "sha512";
  return {
    seconds: rounds / 500_000,
    memory: 8_388_608,
    matches: async (password) => {
      if (Buffer.byteLength(password) > longestPassword) return false;
      const made = await compute({ algorithm, password, salt, rounds });
      return timingSafeEqual(Buffer.from(made), Buffer.from(digest));
    },
  };
};

/** Thousands of small hashes in JavaScript: in a thread of its own, so that nobody else waits for them. */
function compute(work: ShaCryptWork): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("sha-crypt-worker.ts", import.meta.url), {
      workerData: work,
      execArgv: [],
    });
    worker.once("message", (digest: string) => resolve(digest));
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("the thread that checks SHA-crypt ended without an answer")));
  });
}
