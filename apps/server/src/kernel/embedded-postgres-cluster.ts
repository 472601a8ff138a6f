import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PostgresAccount } from "./embedded-postgres-account.ts";

export const ownerName = "atrium_owner";

/** Nothing of the host's locale or library settings reaches PostgreSQL. */
export const postgresEnvironment = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };

/** The owner's password is made once and kept beside the data, readable by nobody else. */
export function readPassword(dataDir: string): string {
  const path = join(dataDir, "secrets/postgres.password");
  if (existsSync(path)) return readFileSync(path, "utf8").trim();
  if (existsSync(join(dataDir, "postgres"))) {
    throw new Error(`The database in ${dataDir}/postgres is there but its password ${path} is missing.`);
  }
  mkdirSync(join(dataDir, "secrets"), { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString("base64url");
  writeFileSync(path, `${password}\n`, { mode: 0o600, flush: true });
  return password;
}

/** Made under another name and renamed: a start that was cut short never leaves half a database behind. */
export async function createCluster(options: {
  initdb: string;
  dataDir: string;
  password: string;
  account: PostgresAccount;
  durable: boolean;
}): Promise<void> {
  const { dataDir, account } = options;
  const unfinished = join(dataDir, "postgres.init");
  const passwordFile = join(dataDir, "postgres.init.password");
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, options.password, { mode: 0o600 });
  account.own(unfinished);
  account.own(passwordFile);
  const args = [
    `--pgdata=${unfinished}`,
    `--username=${ownerName}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
    ...(options.durable ? [] : ["--no-sync"]),
  ];
  try {
    await run(...account.wrap(options.initdb, args), { ...account.identity, cwd: unfinished });
    renameSync(unfinished, join(dataDir, "postgres"));
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function run(program: string, args: string[], where: { uid?: number; gid?: number; cwd: string }) {
  return new Promise<void>((resolve, reject) => {
    const child = spawn(program, args, {
      ...where,
      env: postgresEnvironment,
      stdio: ["ignore", "pipe", "pipe"],
      // A Ctrl-C is for Atrium, which waits for this second to pass.
      detached: true,
    });
    let output = "";
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`PostgreSQL's initdb failed: ${output.trim()}`)),
    );
  });
}
