import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  defaultLimits,
  contracts,
  errors,
  eventNames,
  events,
  permissionNames,
  permissions,
  systemRoleNames,
  systemRoles,
  type Contract,
} from "@atrium/contracts";

const root = path.resolve(import.meta.dirname, "..");
const note = "<!-- Written by `npm run docs` from packages/contracts. -->";
const cell = (text: string): string => text.replaceAll("|", "\\|");

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}

function operationsPage(): string {
  const rows = (contracts as readonly Contract[]).map(
    ({ id, method, path: at, permission, audit, limit, summary }) => {
      const { limit: most, windowSeconds } = limit ?? defaultLimits[method];
      return [
        `\`${id}\``,
        `\`${method} /api/v1${at}\``,
        summary,
        permission,
        audit,
        `${most} in ${windowSeconds} s`,
      ];
    },
  );
  return table(["operation", "route", "what it does", "permission", "event", "limit"], rows);
}

function errorsPage(): string {
  return table(
    ["code", "status", "title"],
    Object.entries(errors).map(([code, { status, title }]) => [`\`${code}\``, String(status), title]),
  );
}

function permissionsPage(): string {
  const holders = (name: string): string =>
    systemRoleNames.filter((role) => systemRoles[role].permissions.some((held) => held === name)).join(", ");
  return table(
    ["permission", "category", "level", "allows", "system roles that hold it"],
    permissionNames.map((name) => [
      `\`${name}\``,
      permissions[name].category,
      permissions[name].level,
      permissions[name].title,
      holders(name),
    ]),
  );
}

function eventsPage(): string {
  return table(
    ["event", "version", "what happened"],
    eventNames.map((name) => [`\`${name}\``, String(events[name].version), events[name].title]),
  );
}

/** The reference pages that are tables of the registries. */
const pages: Readonly<Record<string, () => string>> = {
  "docs/reference/operations.md": () => `# Operations\n\n${note}\n\n${operationsPage()}\n`,
  "docs/reference/errors.md": () =>
    `# Errors\n\n${note}\n\nEvery answer that is not a success is a problem (RFC 9457) with one of these codes.\n\n${errorsPage()}\n`,
  "docs/reference/permissions.md": () => `# Permissions\n\n${note}\n\n${permissionsPage()}\n`,
  "docs/reference/events.md": () => `# Events\n\n${note}\n\n${eventsPage()}\n`,
};

const onlyCheck = process.argv.includes("--check");
for (const [file, write] of Object.entries(pages)) {
  const target = path.join(root, file);
  const text = write();
  if (onlyCheck) {
    if ((await readFile(target, "utf8").catch(() => "")) === text) continue;
    process.stderr.write(`${file} is not what the contracts say; run: npm run docs\n`);
    process.exitCode = 1;
  } else {
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  }
}
