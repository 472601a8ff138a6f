import { apiKeyFilterFields, apiKeyStates, listApiKeys } from "@atrium/contracts";
import { EmptyState, Segmented } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useRef, type ReactNode } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FilterBox } from "../../ui/filter-box.tsx";
import { ListBody } from "../../ui/list-body.tsx";
import { Pager } from "../../ui/pager.tsx";
import { withFilter } from "../security/with-filter.ts";
import { KeyPanel } from "./key-panel.tsx";
import { KeysTable } from "./keys-table.tsx";

const route = getRouteApi("/o/$org/keys");
const views = ["all", ...apiKeyStates] as const;

export function KeysTab({ offer }: { offer: ReactNode }) {
  const { t } = useI18n();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filter = useRef<HTMLInputElement>(null);
  const state = search.state ?? "all";
  const q = withFilter(state === "all" ? "" : `state:${state}`, search.q);
  const list = useOperation(
    listApiKeys,
    {
      query: {
        limit: 50,
        count: "exact",
        ...(q && { q }),
        ...(search.sort && { sort: search.sort }),
        ...(search.cursor && { cursor: search.cursor }),
      },
    },
    { keepPrevious: true },
  );
  const place = {
    ...(search.state && { state: search.state }),
    ...(search.q && { q: search.q }),
    ...(search.sort && { sort: search.sort }),
  };
  const here = { ...place, ...(search.cursor && { cursor: search.cursor }) };
  const show = (key: string | null) =>
    void navigate({ search: { ...here, ...(key !== null && { key }) }, replace: true });
  useActions([
    {
      id: "list.filter",
      title: "action.filter",
      section: "here",
      keys: ["/"],
      run: () => filter.current?.focus(),
    },
  ]);
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-3 border-b border-line px-4 py-2.5 sm:px-6">
        <Segmented
          label={t("keys.state")}
          value={state}
          segments={views.map((id) => ({ id, label: t(`keys.state.${id}`) }))}
          onChange={(id) => {
            const { state: _, ...rest } = place;
            void navigate({ search: { ...rest, ...(id !== "all" && { state: id }) } });
          }}
        />
        <div className="flex min-w-60 flex-1">
          <FilterBox
            value={search.q ?? ""}
            fields={apiKeyFilterFields}
            label={t("audit.filter")}
            placeholder={t("keys.filter")}
            onChange={(text, push) => {
              const { q: _, ...rest } = place;
              void navigate({ search: { ...rest, ...(text && { q: text }) }, replace: !push });
            }}
            inputRef={filter}
          />
        </div>
      </div>
      <div className="relative flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
            <ListBody
              list={list}
              permission="api_keys:read"
              empty={
                <EmptyState title={t("keys.first")} action={offer}>
                  {t("keys.firstDetail")}
                </EmptyState>
              }
              onClear={search.q === undefined && state === "all" ? null : () => void navigate({ search: {} })}
            >
              {(items) => (
                <KeysTable
                  keys={items}
                  organization={org}
                  busy={list.isPlaceholderData}
                  shown={search.key ?? null}
                  onShow={show}
                  sort={search.sort ?? "-createdAt"}
                  onSort={(sort) => {
                    const { sort: _, ...rest } = place;
                    void navigate({ search: { ...rest, ...(sort !== "-createdAt" && { sort }) } });
                  }}
                />
              )}
            </ListBody>
          </div>
          {list.data !== undefined && (
            <Pager page={list.data} onCursor={(cursor) => void navigate({ search: { ...place, cursor } })} />
          )}
        </div>
        {search.key !== undefined && (
          <KeyPanel key={search.key} id={search.key} organization={org} onClose={() => show(null)} />
        )}
      </div>
    </>
  );
}
