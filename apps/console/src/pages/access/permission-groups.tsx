import { permissions, type Output, type Permission, type whatCan } from "@atrium/contracts";
import { buttonClass } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { usePermissionWords, useScopeWords } from "./words.ts";

const isPermission = (name: string): name is Permission => Object.hasOwn(permissions, name);

/** What somebody may do, scope by scope and category by category, each with its Why. */
export function PermissionGroups({
  answer: { items, names },
  who,
  whoName,
  organization,
}: {
  answer: Output<typeof whatCan>;
  who: string;
  whoName: string;
  organization: string;
}) {
  const { t } = useI18n();
  const { title, phrase } = usePermissionWords();
  const scopeWords = useScopeWords();
  const order = (scope: string): number => ["organization", "platform"].indexOf(scope) >>> 0;
  return items
    .toSorted((a, b) => order(a.scope) - order(b.scope))
    .map(({ scope, permissions: held }) => (
      <section key={scope} className="pb-5">
        <h3 className="flex flex-wrap items-baseline gap-x-3 border-b border-line pb-1.5 font-semibold">
          {scope === "organization" || scope === "platform"
            ? t(`access.at.${scope}`)
            : t("access.at.scope", { scope: scopeWords(scope, names) })}
          <span className="text-small font-normal text-ink3">
            {t("access.whatCan.count", { count: held.length })}
          </span>
        </h3>
        {[...Map.groupBy(held.filter(isPermission), (name) => permissions[name].category)].map(
          ([category, list]) => (
            <div
              key={category}
              className="grid gap-x-6 border-b border-line py-2 last:border-b-0 sm:grid-cols-[9rem_1fr]"
            >
              <h4 className="py-1 text-small leading-6 font-medium text-ink3">
                {t(`access.category.${category}`)}
              </h4>
              <ul className="grid gap-x-8 lg:grid-cols-2">
                {list.map((name) => (
                  <li key={name} className="flex min-h-8 items-center justify-between gap-3">
                    <span className="min-w-0">{title(name)}</span>
                    <Link
                      to="/o/$org/access"
                      params={{ org: organization }}
                      search={{ who, can: name, ...(scope !== "organization" && { on: scope }) }}
                      aria-label={t("access.whyNamed", { who: whoName, what: phrase(name) })}
                      className={buttonClass({ kind: "quiet", size: "small" })}
                    >
                      {t("access.why")}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          ),
        )}
      </section>
    ));
}
