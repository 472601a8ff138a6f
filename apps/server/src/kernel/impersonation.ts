import { permissionNames, permissions, type Contract, type Permission } from "@atrium/contracts";
import { permissionSet, type PermissionSet } from "#kernel/permission-set";
import { Problem } from "#kernel/problem";

/** Somebody at work as somebody else; the caller is the other person, the actor stays who they are. */
export type Impersonation = {
  /** What it hangs on: when one of these ends or changes, it is asked for again. */
  readonly actorSessionId: string;
  readonly actorAccountId: string;
  readonly writes: boolean;
};

/** Acts that touch who somebody is, what they may do, or that leave the house: nobody does them in another's name. */
export const personalRights: readonly Permission[] = permissionNames.filter((name) => {
  const { category, level } = permissions[name];
  if (level === "admin" || name.includes(":export")) return true;
  if (level === "read") return false;
  if (category === "settings" && level === "delete") return true;
  return category === "security" || category === "roles" || name.startsWith("invitations:");
});
const personal = new Set<string>(personalRights);

/** What both may, without what is the person's alone. */
export function sharedRights(subject: PermissionSet, actor: PermissionSet): PermissionSet {
  return permissionSet(
    permissionNames.filter((name) => subject.has(name) && actor.has(name) && !personal.has(name)),
  );
}

/** Whether an operation is the person's own alone, however much was granted to whoever acts as them. */
function isPersonal(contract: Contract): boolean {
  const { permission, scope, kind } = contract;
  if (permission === "public") return kind === "write";
  // What every member decides for themselves, such as what they ask for or say of others' rights.
  if (permission === "member") return kind === "write";
  // What lies with the account reaches beyond the organization.
  if (permission === "self") return kind === "write" || scope === "account";
  if (contract.fresh === true || contract.secretOutput === true) return true;
  // A job would go on after the fifteen minutes, and a file would stay.
  if (contract.status === 202 || contract.file === true) return true;
  return personal.has(permission);
}

export function refuseInImpersonation(contract: Contract, { writes }: Impersonation): void {
  if (contract.inImpersonation === true) return;
  if (isPersonal(contract)) throw new Problem("impersonation.refused");
  if (contract.kind === "write" && !writes) throw new Problem("impersonation.read_only");
}
