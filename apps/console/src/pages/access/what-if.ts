import {
  permissionNames,
  type Permission,
  type Request,
  type Role,
  type simulateAccess,
} from "@atrium/contracts";

/** A change as the address holds it; what a role would allow is kept as the difference to what it allows now. */
export type Change =
  | {
      readonly kind: "give";
      readonly who: string;
      readonly what: { readonly role: string } | { readonly permission: Permission };
      readonly on: string;
    }
  | { readonly kind: "end"; readonly grant: string }
  | { readonly kind: "join" | "leave"; readonly who: string; readonly group: string }
  | {
      readonly kind: "role" | "inherit";
      readonly role: string;
      readonly adds: readonly string[];
      readonly takes: readonly string[];
    };
export type AskedChange = Request<typeof simulateAccess>["body"]["changes"][number];

const separator = "~";
const isPermission = (name: string): name is Permission => permissionNames.some((one) => one === name);

/** `give~usr_…~role~editor~organization`, `end~grt_…`, `join~usr_…~grp_…`, `role~support~+users:read~-jobs:read`. */
export function writeChange(change: Change): string {
  switch (change.kind) {
    case "give": {
      const what = "role" in change.what ? ["role", change.what.role] : ["can", change.what.permission];
      return ["give", change.who, ...what, change.on].join(separator);
    }
    case "end":
      return ["end", change.grant].join(separator);
    case "join":
    case "leave":
      return [change.kind, change.who, change.group].join(separator);
    case "role":
    case "inherit": {
      const differences = [
        ...change.adds.map((name) => `+${name}`),
        ...change.takes.map((name) => `-${name}`),
      ];
      return [change.kind, change.role, ...differences].join(separator);
    }
  }
}

export function readChange(text: string): Change | null {
  const [kind, first = "", second = "", third = "", fourth = "", ...more] = text.split(separator);
  if (first === "") return null;
  if (kind === "give" && fourth !== "" && more.length === 0) {
    if (second === "role") return { kind, who: first, what: { role: third }, on: fourth };
    if (second !== "can" || !isPermission(third)) return null;
    return { kind, who: first, what: { permission: third }, on: fourth };
  }
  if (kind === "end" && second === "") return { kind, grant: first };
  if ((kind === "join" || kind === "leave") && second !== "" && third === "") {
    return { kind, who: first, group: second };
  }
  if (kind !== "role" && kind !== "inherit") return null;
  const differences = text.split(separator).slice(2);
  const named = (sign: string) =>
    differences.filter((each) => each.startsWith(sign) && each.length > 1).map((each) => each.slice(1));
  const [adds, takes] = [named("+"), named("-")];
  if (differences.length === 0 || adds.length + takes.length !== differences.length) return null;
  if (kind === "role" && ![...adds, ...takes].every(isPermission)) return null;
  return { kind, role: first, adds, takes };
}

const differ = (
  before: readonly string[],
  { adds, takes }: { adds: readonly string[]; takes: readonly string[] },
) => [...before.filter((name) => !takes.includes(name)), ...adds.filter((name) => !before.includes(name))];

/** What the server is asked: changes of roles become the whole role. A role that is gone changes nothing. */
export function askedChanges(
  changes: readonly Change[],
  roles: readonly Pick<Role, "slug" | "permissions" | "inherits">[],
): AskedChange[] {
  return changes.flatMap((change): AskedChange[] => {
    switch (change.kind) {
      case "give":
        return [{ do: "grant.give", subject: change.who, ...change.what, scope: change.on }];
      case "end":
        return [{ do: "grant.end", grant: change.grant }];
      case "join":
        return [{ do: "group.join", group: change.group, person: change.who }];
      case "leave":
        return [{ do: "group.leave", group: change.group, person: change.who }];
      case "role":
      case "inherit": {
        const role = roles.find(({ slug }) => slug === change.role);
        if (role === undefined) return [];
        return change.kind === "role"
          ? [{ do: "role.update", role: role.slug, permissions: differ(role.permissions, change) }]
          : [{ do: "role.update", role: role.slug, inherits: differ(role.inherits, change) }];
      }
    }
  });
}
