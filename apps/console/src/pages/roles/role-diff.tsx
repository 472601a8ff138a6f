import { diffRoleVersions } from "@atrium/contracts";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { SetChangeList } from "./set-change-list.tsx";
import { useWords } from "./words.ts";

/** What became otherwise between two versions of a role. */
export function RoleDiff({ slug, from, to }: { slug: string; from: number; to: number }) {
  const { t } = useI18n();
  const words = useWords();
  const diff = useOperation(diffRoleVersions, { params: { slug }, query: { from, to } });
  return (
    <Loaded query={diff} permission="roles:read">
      {({ name, description, permissions, inherits }) => {
        const texts = [
          { field: t("field.name"), change: name },
          { field: t("field.description"), change: description },
        ];
        const sets = [permissions, inherits].flatMap(({ added, removed }) => [...added, ...removed]);
        if (name === null && description === null && sets.length === 0) {
          return <p className="text-ink2">{t("roles.diff.none")}</p>;
        }
        return (
          <div>
            {texts.map(
              ({ field, change }) =>
                change !== null && (
                  <p key={field} className="flex flex-wrap gap-x-2">
                    <span className="text-ink3">{field}</span>
                    <del className="text-bad">
                      <bdi>{change.before === "" ? "∅" : change.before}</bdi>
                    </del>
                    <ins className="text-ok no-underline">
                      <bdi>{change.after === "" ? "∅" : change.after}</bdi>
                    </ins>
                  </p>
                ),
            )}
            <SetChangeList title={t("roles.permissions")} change={permissions} called={words.title} />
            <SetChangeList
              title={t("roles.inherits")}
              change={inherits}
              called={(role) => words.roles([role])}
            />
          </div>
        );
      }}
    </Loaded>
  );
}
