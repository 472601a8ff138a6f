import { execFileSync, spawnSync } from "node:child_process";
import { lstatSync } from "node:fs";

/** How to run PostgreSQL, which refuses to run as root. */
export type PostgresAccount = {
  /** Given to spawn when the programs run under another account. */
  identity: { uid?: number; gid?: number };
  /** Put before the program: empty unless a user namespace is needed. */
  wrap: (program: string, args: string[]) => [string, string[]];
  /** Gives a file or folder to that account. */
  own: (path: string) => void;
};

const nobody = 65534;

/**
 * Not root: as we are. Root: the account `postgres`, else `nobody`. A checkout in a folder no other account
 * may enter (a home with mode 700): a user namespace in which root's own files belong to `nobody`.
 */
export function choosePostgresAccount(binary: string, dataDir: string): PostgresAccount {
  if (process.getuid?.() !== 0) {
    return { identity: {}, wrap: (program, args) => [program, args], own: () => undefined };
  }
  const account = lookUp("postgres") ?? lookUp("nobody");
  if (account && mayEnter(account, binary, dataDir)) {
    return {
      identity: account,
      wrap: (program, args) => [program, args],
      own: (path) => giveTo(path, account.uid, account.gid),
    };
  }
  const options = ["-U", `--map-user=${nobody}`, `--map-group=${nobody}`];
  if (spawnSync("unshare", [...options, binary, "--version"], { stdio: "ignore" }).status !== 0) {
    throw new Error(
      `PostgreSQL does not run as root, and no other account may enter ${dataDir}. ` +
        "Start Atrium as an ordinary user, move ATRIUM_DATA, or set DATABASE_URL.",
    );
  }
  return {
    identity: {},
    wrap: (program, args) => ["unshare", [...options, program, ...args]],
    own: (path) => giveTo(path, 0, 0),
  };
}

function lookUp(name: string): { uid: number; gid: number } | undefined {
  const uid = spawnSync("id", ["-u", name], { encoding: "utf8" });
  const gid = spawnSync("id", ["-g", name], { encoding: "utf8" });
  if (uid.status !== 0 || gid.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** Asked of the system itself, as that account: modes alone do not know about access lists or mounts. */
function mayEnter(account: { uid: number; gid: number }, binary: string, dataDir: string): boolean {
  const script = 'cd "$1" && exec "$0" --version';
  const run = spawnSync("/bin/sh", ["-c", script, binary, dataDir], {
    ...account,
    cwd: "/",
    stdio: "ignore",
  });
  return run.status === 0;
}

/** A data folder may come from a start under another account: the whole of it changes hands then. */
function giveTo(path: string, uid: number, gid: number): void {
  const found = lstatSync(path);
  if (found.uid !== uid || found.gid !== gid) execFileSync("chown", ["-R", `${uid}:${gid}`, path]);
}
