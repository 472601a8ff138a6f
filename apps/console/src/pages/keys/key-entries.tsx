import { listApiKeys } from "@atrium/contracts";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Entries, Entry } from "../../ui/entries.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Moment } from "../../ui/moment.tsx";
import { SmallPager } from "../../ui/small-pager.tsx";
import { KeyState } from "./key-state.tsx";
import { useKeyActs } from "./use-key-acts.tsx";

/** The keys of one owner, as a part of a page. */
export function KeyEntries({ owner, label, none }: { owner: string; label: string; none: string }) {
  const { t } = useI18n();
  const [cursor, setCursor] = useState<string | null>(null);
  const acts = useKeyActs();
  const keys = useOperation(
    listApiKeys,
    { query: { limit: 10, q: `owner:${owner}`, ...(cursor !== null && { cursor }) } },
    { keepPrevious: true },
  );
  return (
    <>
      <Loaded query={keys} permission="api_keys:read">
        {(page) =>
          page.items.length === 0 ? (
            <p className="text-ink2">{none}</p>
          ) : (
            <>
              <Entries label={label}>
                {page.items.map((key) => (
                  <Entry
                    key={key.id}
                    id={key.id}
                    title={key.name}
                    mark={<KeyState state={key.state} />}
                    detail={
                      <span className="flex flex-wrap gap-x-3">
                        <bdi dir="ltr" className="font-mono">
                          {key.start}…
                        </bdi>
                        <span>{t("keys.scopeCount", { count: key.scopes.length })}</span>
                        <span>
                          {t("keys.column.used")}: <Moment iso={key.lastUsedAt} none={t("keys.neverUsed")} />
                        </span>
                        <span>
                          {t("keys.column.expires")}: <Moment iso={key.expiresAt} none={t("keys.never")} />
                        </span>
                      </span>
                    }
                    action={acts.menuOf(key)}
                  />
                ))}
              </Entries>
              <SmallPager page={page} onCursor={setCursor} />
            </>
          )
        }
      </Loaded>
      {acts.dialogs}
    </>
  );
}
