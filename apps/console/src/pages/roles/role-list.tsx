import { listRoles, roleFilterFields, roleKinds, type DetailedRole } from "@atrium/contracts";
import { Button, Cell, ColumnHeader, EmptyState, Row, Segmented, Table, TableHead } from "@atrium/ui";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useRef } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useFlashes } from "../../api/flashes.ts";
import { useLive } from "../../api/live.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FilterBox } from "../../ui/filter-box.tsx";
import { ListBody } from "../../ui/list-body.tsx";
import { Pager } from "../../ui/pager.tsx";
import { RoleKind } from "./role-facts.tsx";
import { useWords } from "./words.ts";

const route = getRouteApi("/o/$org/roles");

export function RoleList({ onCreate }: { onCreate: (() => void) | null }) {
  const { t } = useI18n();
  const { org } = route.useParams();
  const { q = "", kind, cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const box = useRef<HTMLInputElement>(null);
  const filter = [q === "" ? "" : `(${q})`, kind === undefined ? "" : `kind:${kind}`]
    .filter(Boolean)
    .join(" ");
  const list = useOperation(
    listRoles,
    { query: { with: "details", limit: 50, ...(filter && { q: filter }), ...(cursor && { cursor }) } },
    { keepPrevious: true },
  );
  const clear = () => void navigate({ search: {} });
  useActions([
    {
      id: "roles.filter",
      title: "roles.action.filter",
      section: "here",
      keys: ["/"],
      run: () => box.current?.focus(),
    },
  ]);
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-start gap-3 border-b border-line px-4 py-3 sm:px-6">
        <div className="flex min-w-60 flex-1">
          <FilterBox
            value={q}
            fields={roleFilterFields}
            label={t("roles.filter")}
            placeholder={t("roles.filter.placeholder")}
            inputRef={box}
            onChange={(text, first) =>
              void navigate({
                search: ({ q: _q, cursor: _cursor, ...rest }) => ({ ...rest, ...(text && { q: text }) }),
                replace: !first,
              })
            }
          />
        </div>
        <Segmented
          label={t("roles.kind")}
          value={kind ?? "all"}
          segments={(["all", ...roleKinds] as const).map((id) => ({ id, label: t(`roles.kinds.${id}`) }))}
          onChange={(chosen) =>
            void navigate({
              search: ({ kind: _kind, cursor: _cursor, ...rest }) => ({
                ...rest,
                ...(chosen !== "all" && { kind: chosen }),
              }),
            })
          }
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        <ListBody
          list={list}
          permission="roles:read"
          onClear={q === "" && kind !== "own" && kind !== "template" ? null : clear}
          empty={
            <EmptyState
              title={t("roles.first")}
              action={onCreate !== null && <Button onPress={onCreate}>{t("roles.new")}</Button>}
            >
              {t("roles.firstDetail")}
            </EmptyState>
          }
        >
          {(items) => (
            <Table label={t("nav.roles")} busy={list.isPlaceholderData}>
              <TableHead>
                <ColumnHeader className="ps-4 sm:ps-6">{t("field.name")}</ColumnHeader>
                <ColumnHeader>{t("roles.kind")}</ColumnHeader>
                <ColumnHeader className="max-md:hidden">{t("roles.inherits")}</ColumnHeader>
                <ColumnHeader end className="max-md:hidden">
                  {t("roles.permissions")}
                </ColumnHeader>
                <ColumnHeader end className="pe-4 sm:pe-6">
                  {t("roles.holders")}
                </ColumnHeader>
              </TableHead>
              <tbody>
                {items.map((role) => (
                  <RoleRow key={role.slug} role={role} organization={org} />
                ))}
              </tbody>
            </Table>
          )}
        </ListBody>
      </div>
      {list.data !== undefined && (list.data.next !== null || list.data.previous !== null) && (
        <Pager
          page={list.data}
          onCursor={(next) => void navigate({ search: (before) => ({ ...before, cursor: next }) })}
        />
      )}
    </>
  );
}

function RoleRow({ role, organization }: { role: DetailedRole; organization: string }) {
  const { t, number } = useI18n();
  const words = useWords();
  const flashes = useFlashes(useLive().flashes);
  const { details } = role;
  return (
    <Row rowKey={role.id} flash={flashes.has(role.id)}>
      <Cell header className="ps-4 sm:ps-6">
        <Link
          to="/o/$org/roles/$slug"
          params={{ org: organization, slug: role.slug }}
          className="font-semibold text-ink hover:underline"
        >
          <bdi>{role.name}</bdi>
        </Link>
        <span className="block text-small text-ink2">
          <bdi>{role.description === "" ? role.slug : role.description}</bdi>
        </span>
      </Cell>
      <Cell>
        <RoleKind role={role} />
      </Cell>
      <Cell className="text-ink2 max-md:hidden">
        {role.inherits.length === 0 ? t("app.none") : words.roles(role.inherits)}
      </Cell>
      <Cell end className="text-ink2 max-md:hidden">
        {details !== null && number(details.allows.length)}
      </Cell>
      <Cell end className="pe-4 sm:pe-6">
        {details !== null && (
          <Link
            to="/o/$org/roles/$slug"
            params={{ org: organization, slug: role.slug }}
            search={{ tab: "members" }}
            className="text-ink hover:underline"
          >
            {(details.people > 0 || details.others === 0) &&
              t(details.peopleAtLeast ? "roles.peopleAtLeast" : "roles.people", { count: details.people })}
            {details.others > 0 && (
              <span className="block text-small text-ink3">
                {t("roles.others", { count: details.others })}
              </span>
            )}
          </Link>
        )}
      </Cell>
    </Row>
  );
}
