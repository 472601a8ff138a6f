import { listRoles } from "@atrium/contracts";
import { Button } from "@atrium/ui";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Entries, Entry } from "../../ui/entries.tsx";
import type { AskedWhy, Explained } from "./explained.ts";
import { useGiftWords, useGrantNotes } from "./grant-notes.ts";
import { Path, type PathNode } from "./proof-path.tsx";
import { usePermissionWords, useScopeWords, useWhereClause, type Names } from "./words.ts";

/** What is nearest to a yes, with the step there for whoever may take it. */
export function MissingPart({
  missing: { reason, grant, roles },
  names,
  asked,
  onGive,
}: {
  missing: NonNullable<Explained["missing"]>;
  names: Names;
  asked: AskedWhy;
  onGive: (what: string) => void;
}) {
  const { t } = useI18n();
  const { title } = usePermissionWords();
  const scopeWords = useScopeWords();
  const where = useWhereClause();
  const gift = useGiftWords();
  const notes = useGrantNotes();
  const can = useCan();
  const known = useOperation(listRoles, {}, { enabled: can("roles:read") });
  const [least] = roles;
  const end = (
    <>
      {title(asked.can)} <code className="font-mono text-small text-ink2">{asked.can}</code>
    </>
  );
  const nodes: PathNode[] = [
    {
      key: "who",
      name: names[asked.who] ?? t("access.unknown"),
      relation: t("access.step.missing"),
      missing: true,
    },
    ...(least === undefined
      ? []
      : [{ key: "role", name: least.name, relation: t("access.step.wouldAllow"), missing: true }]),
    { key: "right", name: end, relation: null, missing: true },
  ];
  // A key may do what its owner may and it names: nothing is given to it.
  const givable = can("roles:assign") && !asked.who.startsWith("key_") && reason !== "not_active";
  const mayGive = (slug: string): boolean =>
    givable && (known.data?.items.find((role) => role.slug === slug)?.assignable ?? false);
  const button = (what: string, name: string) => (
    <Button size="small" aria-label={t("access.giveNamed", { what: name })} onPress={() => onGive(what)}>
      {t("access.give")}
    </Button>
  );
  return (
    <>
      {reason === "never_given" && (
        <Path label={t("access.nearest")} nodes={nodes} end={scopeWords(asked.on, names)} />
      )}
      <h3 className="pt-6 pb-2 text-small font-medium text-ink3">{t("access.nearest")}</h3>
      <div className="max-w-180">
        <Entries label={t("access.nearest")}>
          {grant !== null && (
            <Entry
              title={t("access.nearest.grant", {
                what: gift(grant, names),
                who: names[grant.subject] ?? t("access.unknown"),
                rest: where(grant.scope, names),
              })}
              detail={notes(grant, names).join(" · ")}
            />
          )}
          <Entry
            title={title(asked.can)}
            detail={t("access.nearest.permission")}
            action={givable && can(asked.can) && button(asked.can, title(asked.can))}
          />
          {roles.map(({ slug, name, allows }) => (
            <Entry
              key={slug}
              title={name}
              detail={t("access.nearest.role", { role: name, count: allows - 1 })}
              action={mayGive(slug) && button(slug, name)}
            />
          ))}
        </Entries>
      </div>
    </>
  );
}
