import type { ApiKey } from "@atrium/contracts";
import { Cell, ColumnHeader, Row, Table, TableHead, type ColumnHeaderProps } from "@atrium/ui";
import { useFlashes } from "../../api/flashes.ts";
import { useLive } from "../../api/live.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Moment } from "../../ui/moment.tsx";
import { KeyState, OwnerLink } from "./key-state.tsx";
import { useKeyActs } from "./use-key-acts.tsx";

export type KeySort = "-createdAt" | "createdAt" | "name" | "-name";

export function KeysTable({
  keys,
  organization,
  busy,
  shown,
  onShow,
  sort,
  onSort,
}: {
  keys: readonly ApiKey[];
  organization: string;
  busy: boolean;
  shown: string | null;
  onShow: (id: string | null) => void;
  sort: KeySort;
  onSort: (sort: KeySort) => void;
}) {
  const { t } = useI18n();
  const flashing = useFlashes(useLive().flashes);
  const acts = useKeyActs();
  const sortBy = (field: "name" | "createdAt", first: KeySort): NonNullable<ColumnHeaderProps["sort"]> => {
    const direction = sort === field ? "ascending" : sort === `-${field}` ? "descending" : null;
    const turned = direction === "ascending" ? (`-${field}` as const) : field;
    return { direction, onToggle: () => onSort(direction === null ? first : turned) };
  };
  const wide = shown === null ? "max-lg:hidden" : "hidden";
  return (
    <>
      <Table label={t("keys.tab.keys")} busy={busy}>
        <TableHead>
          <ColumnHeader className="ps-4 sm:ps-6" sort={sortBy("name", "name")}>
            {t("keys.column.key")}
          </ColumnHeader>
          <ColumnHeader>{t("keys.state")}</ColumnHeader>
          <ColumnHeader className="max-md:hidden">{t("keys.column.owner")}</ColumnHeader>
          <ColumnHeader className={wide}>{t("keys.scopes")}</ColumnHeader>
          <ColumnHeader className="max-md:hidden">{t("keys.column.used")}</ColumnHeader>
          <ColumnHeader className={wide}>{t("keys.column.expires")}</ColumnHeader>
          <ColumnHeader className={wide} sort={sortBy("createdAt", "-createdAt")}>
            {t("keys.made")}
          </ColumnHeader>
          <ColumnHeader end className="pe-6">
            <span className="sr-only">{t("user.more")}</span>
          </ColumnHeader>
        </TableHead>
        <tbody>
          {keys.map((key) => {
            const { id, name, start, owner, state, scopes, lastUsedAt, expiresAt, createdAt } = key;
            const open = () => onShow(id === shown ? null : id);
            return (
              <Row key={id} rowKey={id} current={id === shown} flash={flashing.has(id)} onPointerRow={open}>
                <Cell header className="ps-4 sm:ps-6">
                  <button
                    type="button"
                    onClick={open}
                    aria-expanded={id === shown}
                    className="block max-w-full cursor-default text-start font-semibold break-words hover:underline"
                  >
                    <bdi>{name}</bdi>
                  </button>
                  <bdi
                    dir="ltr"
                    className="block max-w-36 truncate font-mono text-small text-ink3 sm:max-w-60"
                  >
                    {start}…
                  </bdi>
                </Cell>
                <Cell>
                  <KeyState state={state} />
                </Cell>
                <Cell className="max-md:hidden">
                  <OwnerLink owner={owner} organization={organization} />
                </Cell>
                <Cell className={`text-ink2 ${wide}`}>{t("keys.scopeCount", { count: scopes.length })}</Cell>
                <Cell className="text-ink2 max-md:hidden">
                  <Moment iso={lastUsedAt} none={t("keys.neverUsed")} />
                </Cell>
                <Cell className={`text-ink2 ${wide}`}>
                  <Moment iso={expiresAt} none={t("keys.never")} />
                </Cell>
                <Cell className={`text-ink2 ${wide}`}>
                  <Moment iso={createdAt} none="" />
                </Cell>
                <Cell end className="pe-4 sm:pe-6">
                  {acts.menuOf(key)}
                </Cell>
              </Row>
            );
          })}
        </tbody>
      </Table>
      {acts.dialogs}
    </>
  );
}
