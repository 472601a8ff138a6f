import { listAttributes } from "@atrium/contracts";
import { useMemo } from "react";
import { useOperation } from "../../../api/operation.ts";
import { useApp } from "../../../app/app-context.tsx";
import type { UserListSearch, UserListSort } from "../../../app/list-search.ts";
import { usePreferences } from "../../../app/preferences.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { attributeColumns, attributeKey } from "./attribute-columns.tsx";
import { chosenColumns } from "./chosen-columns.ts";
import { commonColumns, type UserColumn } from "./columns.tsx";

/** The columns that there are and those that are shown: an attribute that is gone or not one's to see is none. */
export function useShownColumns({ columns: address, sort }: Pick<UserListSearch, "columns" | "sort">) {
  const { t, locale } = useI18n();
  const { userColumns: kept } = usePreferences(useApp().preferences);
  const attributes = useOperation(listAttributes, {});
  const items = attributes.data?.items;
  const all = useMemo(
    (): readonly UserColumn[] => [
      ...commonColumns.map((column) => ({ ...column, title: t(column.title) })),
      ...attributeColumns(items ?? [], locale),
    ],
    [items, locale, t],
  );
  const ids = chosenColumns(
    all.map(({ id }) => id),
    address,
    kept,
  );
  const names = [address, kept, sort].some((text) => text?.includes("attributes.") === true);
  return {
    all,
    ids,
    columns: ids.flatMap((id): UserColumn[] => all.filter((column) => column.id === id)),
    attributes: ids.flatMap((id) => attributeKey(id) ?? []),
    /** Whether it is known which attributes there are. */
    complete: items !== undefined,
    /** Whether the list can be asked for: it waits for the attributes only where one is named. */
    ready: !names || items !== undefined || attributes.error !== null,
    isSortable: (wanted: UserListSort | undefined): boolean =>
      wanted === undefined ||
      attributeKey(wanted.replace("-", "")) === null ||
      all.some((column) => column.sort === wanted.replace("-", "")),
  };
}
export type ShownColumns = ReturnType<typeof useShownColumns>;
