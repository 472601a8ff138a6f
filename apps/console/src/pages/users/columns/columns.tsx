import type { UserSummary } from "@atrium/contracts";
import { Badge } from "@atrium/ui";
import type { ReactNode } from "react";
import type { I18n } from "../../../i18n/i18n-context.tsx";
import type { MessageKey } from "../../../messages/en.ts";
import { Moment } from "../../../ui/moment.tsx";
import { UserStatus } from "../../../ui/user-status.tsx";

export type SortField = "name" | "email" | "lastLoginAt" | "createdAt" | "updatedAt" | `attributes.${string}`;
/** What rows name by slug or id. */
export type Names = {
  readonly roleName: (slug: string) => string;
  readonly personName: (id: string) => string;
};
export type CellSight = Names & { readonly i18n: I18n };

/** A column beside the person's name, by the name of the field in the contract. */
export type UserColumn = {
  readonly id: string;
  readonly title: string;
  readonly sort?: SortField;
  /** Times and numbers stand at the end of their column. */
  readonly end?: boolean;
  /** What may be written in the row itself. */
  readonly writable?: "title" | "department";
  /** Whom the row names in it by id. */
  readonly refers?: (person: UserSummary) => string | null;
  readonly cell: (person: UserSummary, sight: CellSight) => ReactNode;
};
type CommonColumn = Omit<UserColumn, "title"> & { readonly title: MessageKey };

const text = (value: string | null, { t }: I18n): ReactNode => <bdi>{value ?? t("app.none")}</bdi>;

/** One or two of several, and how many more there are. */
export function Several({ all, i18n: { t } }: { all: readonly string[]; i18n: I18n }) {
  const [first, ...more] = all;
  return (
    <span className="inline-flex max-w-full items-center gap-1.5">
      {first === undefined ? t("app.none") : <Badge>{first}</Badge>}
      {more.length > 0 && (
        <span className="text-small whitespace-nowrap text-ink3" title={more.join(", ")}>
          {t("users.more", { count: more.length })}
        </span>
      )}
    </span>
  );
}

/** What every organization's people have. */
export const commonColumns: readonly CommonColumn[] = [
  { id: "status", title: "users.column.status", cell: ({ status }) => <UserStatus status={status} /> },
  {
    id: "roles",
    title: "users.column.role",
    cell: ({ roles }, { i18n, roleName }) => <Several all={roles.map(roleName)} i18n={i18n} />,
  },
  {
    id: "department",
    title: "users.column.department",
    writable: "department",
    cell: ({ department }, { i18n }) => text(department, i18n),
  },
  {
    id: "title",
    title: "field.title",
    writable: "title",
    cell: ({ title }, { i18n }) => text(title, i18n),
  },
  { id: "email", title: "field.email", sort: "email", cell: ({ email }, { i18n }) => text(email, i18n) },
  {
    id: "emailVerified",
    title: "field.emailVerified",
    cell: ({ emailVerified }, { i18n }) => i18n.t(emailVerified ? "lists.yes" : "lists.no"),
  },
  { id: "phone", title: "field.phone", cell: ({ phone }, { i18n }) => text(phone, i18n) },
  {
    id: "employeeNumber",
    title: "field.employeeNumber",
    cell: ({ employeeNumber }, { i18n }) => text(employeeNumber, i18n),
  },
  { id: "tags", title: "field.tags", cell: ({ tags }, { i18n }) => <Several all={tags} i18n={i18n} /> },
  {
    id: "lastLoginAt",
    title: "users.column.lastLogin",
    sort: "lastLoginAt",
    end: true,
    cell: ({ lastLoginAt }, { i18n }) => <Moment iso={lastLoginAt} none={i18n.t("users.never")} />,
  },
  {
    id: "lastSeenAt",
    title: "users.column.lastSeen",
    end: true,
    cell: ({ lastSeenAt }, { i18n }) => <Moment iso={lastSeenAt} none={i18n.t("users.never")} />,
  },
  {
    id: "createdAt",
    title: "users.column.created",
    sort: "createdAt",
    end: true,
    cell: ({ createdAt }, { i18n }) => <Moment iso={createdAt} none={i18n.t("app.none")} />,
  },
  {
    id: "updatedAt",
    title: "field.updatedAt",
    sort: "updatedAt",
    end: true,
    cell: ({ updatedAt }, { i18n }) => <Moment iso={updatedAt} none={i18n.t("app.none")} />,
  },
  { id: "id", title: "field.id", cell: ({ id }) => <bdi className="font-mono text-small">{id}</bdi> },
];
