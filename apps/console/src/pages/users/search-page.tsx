import { searchUsers, type FoundUser } from "@atrium/contracts";
import { Avatar, Button, EmptyState, SkeletonRows, TextField } from "@atrium/ui";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { CrumbLink, PageHeader } from "../../shell/page-header.tsx";
import { NoPermission, ProblemState } from "../../shell/problem-state.tsx";
import { UserStatus } from "../../ui/user-status.tsx";
import { Marked } from "./marked.tsx";

const route = getRouteApi("/o/$org/users/search");
const restMilliseconds = 160;
const most = 30;

/** Finds people as one types. The text is in the address, so that a search can be sent and come back to. */
export function SearchPage() {
  const { t } = useI18n();
  const can = useCan();
  const { org } = route.useParams();
  const { q = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(q);
  const sent = useRef(q);
  const search = (next: string) => {
    sent.current = next;
    void navigate({ search: next === "" ? {} : { q: next }, replace: true });
  };
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const type = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => search(next.trim()), restMilliseconds);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (q === sent.current) return;
    sent.current = q;
    setText(q);
  }, [q]);
  useActions([
    {
      id: "search.focus",
      title: "search.open",
      section: "here",
      keys: ["/"],
      run: () => box.current?.focus(),
    },
  ]);
  if (!can("users:read")) return <NoPermission permission="users:read" />;
  const write = (next: string) => {
    clearTimeout(timer.current);
    setText(next);
    search(next);
    box.current?.focus();
  };
  return (
    <>
      <PageHeader
        crumbs={[
          <CrumbLink key="users" to="/o/$org/users" organization={org}>
            {t("users.title")}
          </CrumbLink>,
        ]}
        title={t("search.title")}
        summary={t("search.summary")}
      />
      <div role="search" className="flex shrink-0 gap-2 border-y border-line px-4 py-2.5 sm:px-6">
        <TextField
          label={t("search.label")}
          hideLabel
          value={text}
          onChange={type}
          placeholder={t("search.placeholder")}
          type="search"
          autoFocus
          autoComplete="off"
          spellCheck="false"
          maxLength={200}
          inputRef={box}
          className="flex-1"
          inputClassName="[&::-webkit-search-cancel-button]:hidden"
        />
        {text !== "" && (
          <Button kind="quiet" onPress={() => write("")}>
            {t("search.clear")}
          </Button>
        )}
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        {q === "" ? (
          <EmptyState title={t("search.start.title")}>{t("search.start.detail")}</EmptyState>
        ) : (
          <Results q={q} organization={org} onMeant={write} />
        )}
      </div>
    </>
  );
}

function Results({
  q,
  organization,
  onMeant,
}: {
  q: string;
  organization: string;
  onMeant: (text: string) => void;
}) {
  const { t } = useI18n();
  const found = useOperation(searchUsers, { query: { q, limit: most } }, { keepPrevious: true });
  if (found.data === undefined) {
    return found.error === null ? (
      <SkeletonRows rows={8} label={t("app.loading")} />
    ) : (
      <ProblemState error={found.error} onRetry={() => void found.refetch()} permission="users:read" />
    );
  }
  const { items, more, suggestion } = found.data;
  return (
    <div className={found.isPlaceholderData ? "opacity-60 transition-opacity" : undefined}>
      <p role="status" className="px-4 pt-3 text-small text-ink3 sm:px-6">
        {items.length > 0 && t(more ? "search.more" : "search.found", { count: items.length })}
      </p>
      {suggestion !== null && (
        <p className="px-4 pt-2 sm:px-6">
          {t("search.meant")}{" "}
          <Button kind="quiet" size="small" onPress={() => onMeant(suggestion)}>
            <bdi>{suggestion}</bdi>
          </Button>
        </p>
      )}
      {items.length === 0 ? (
        <EmptyState title={t("search.none.title")}>{t("search.none.detail")}</EmptyState>
      ) : (
        <ul aria-label={t("search.title")} className="px-4 py-2 sm:px-6">
          {items.map((item) => (
            <Hit key={item.user.id} item={item} organization={organization} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Hit({ item: { user, highlights }, organization }: { item: FoundUser; organization: string }) {
  const rangesOf = (field: FoundUser["highlights"][number]["field"]) =>
    highlights.find((each) => each.field === field)?.ranges ?? [];
  const shown = (["phone", "employeeNumber"] as const).filter((field) => rangesOf(field).length > 0);
  return (
    <li className="flex items-center gap-3 border-b border-line py-2.5 last:border-b-0">
      <Avatar name={user.displayName} />
      <div className="min-w-0 flex-1">
        <Link
          to="/o/$org/users/$id"
          params={{ org: organization, id: user.id }}
          dir="auto"
          className="block w-fit max-w-full truncate rounded-small font-semibold text-ink hover:underline"
        >
          <Marked text={user.displayName} ranges={rangesOf("displayName")} />
        </Link>
        <div className="flex flex-wrap gap-x-3 text-small text-ink2">
          <bdi className="truncate">
            <Marked text={user.email} ranges={rangesOf("email")} />
          </bdi>
          {shown.map((field) => (
            <bdi key={field}>
              <Marked text={user[field] ?? ""} ranges={rangesOf(field)} />
            </bdi>
          ))}
          {user.department !== null && <bdi className="max-sm:hidden">{user.department}</bdi>}
        </div>
      </div>
      <UserStatus status={user.status} />
    </li>
  );
}
