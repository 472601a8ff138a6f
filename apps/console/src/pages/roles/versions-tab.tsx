import { listRoleVersions, type Role } from "@atrium/contracts";
import { Button, Select } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Entries, Entry } from "../../ui/entries.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Moment } from "../../ui/moment.tsx";
import { usePeopleNames } from "../../ui/people-names.ts";
import { Section } from "../../ui/section.tsx";
import { RoleDiff } from "./role-diff.tsx";
import { draftOf, type RoleDraft } from "./role-draft.ts";

const route = getRouteApi("/o/$org/roles/$slug");
const pageSize = 25;

/** Every state that the role had, what lies between any two, and the way back to each. */
export function VersionsTab({
  role,
  onRestore,
}: {
  role: Role;
  /** Null where the role cannot be edited. The old state becomes a draft, so that one sees whom it touches first. */
  onRestore: ((draft: RoleDraft) => void) | null;
}) {
  const { t, number } = useI18n();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [limit, setLimit] = useState(pageSize);
  const params = { slug: role.slug };
  const versions = useOperation(listRoleVersions, { params, query: { limit } }, { keepPrevious: true });
  const names = usePeopleNames((versions.data?.items ?? []).map(({ createdBy }) => createdBy));
  const to = search.to ?? role.version;
  const from = search.from ?? Math.max(1, to - 1);
  const compare = (change: { from?: number; to?: number }) =>
    void navigate({ search: (before) => ({ ...before, from, to, ...change }), replace: true });
  return (
    <div className="max-w-200 px-4 pb-16 sm:px-6">
      <Loaded query={versions} permission="roles:read">
        {({ items, next }) => {
          const options = items.map(({ version }) => ({
            id: String(version),
            label: t("roles.version", { number: number(version) }),
          }));
          return (
            <>
              {role.version > 1 && (
                <Section title={t("roles.diff.title")}>
                  <div className="flex flex-wrap gap-4 pb-4">
                    <Select
                      label={t("roles.diff.from")}
                      placeholder=""
                      options={options}
                      value={String(from)}
                      onChange={(version) => compare({ from: Number(version) })}
                      className="w-40"
                    />
                    <Select
                      label={t("roles.diff.to")}
                      placeholder=""
                      options={options}
                      value={String(to)}
                      onChange={(version) => compare({ to: Number(version) })}
                      className="w-40"
                    />
                  </div>
                  <RoleDiff slug={role.slug} from={from} to={to} />
                </Section>
              )}
              <Section title={t("roles.versions")}>
                <Entries label={t("roles.versions")}>
                  {items.map((version) => (
                    <Entry
                      key={version.version}
                      title={t("roles.version", { number: number(version.version) })}
                      detail={
                        <>
                          <Moment iso={version.createdAt} none="" />
                          {" · "}
                          <bdi>
                            {version.createdBy === null
                              ? t("audit.system")
                              : (names.get(version.createdBy) ?? t("audit.somebody"))}
                          </bdi>
                          {" · "}
                          {t("roles.version.size", { count: version.permissions.length })}
                        </>
                      }
                      action={
                        version.version === role.version ? (
                          <span className="text-small text-ink3">{t("roles.version.present")}</span>
                        ) : (
                          onRestore !== null && (
                            <Button
                              size="small"
                              onPress={() => onRestore(draftOf(version))}
                              aria-label={t("roles.version.restoreNamed", {
                                number: number(version.version),
                              })}
                            >
                              {t("roles.version.restore")}
                            </Button>
                          )
                        )
                      }
                    />
                  ))}
                </Entries>
                {next !== null && limit < 100 && (
                  <div className="pt-4">
                    <Button onPress={() => setLimit(100)}>{t("roles.version.older")}</Button>
                  </div>
                )}
              </Section>
            </>
          );
        }}
      </Loaded>
    </div>
  );
}
