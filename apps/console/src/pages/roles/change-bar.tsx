import type { Output, previewRole } from "@atrium/contracts";
import { Button, Kbd } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import type { UseQueryResult } from "@tanstack/react-query";
import { useOrganizationSlug } from "../../api/organization-context.tsx";
import { describeProblem } from "../../api/problem.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";

export type RolePreview = Output<typeof previewRole>;

/** How many people, as far as they were counted. */
export function usePeopleCount() {
  const { t } = useI18n();
  return ({ people, peopleAtLeast }: Pick<RolePreview["touched"], "people" | "peopleAtLeast">) =>
    t(peopleAtLeast ? "roles.peopleAtLeast" : "roles.people", { count: people });
}

/** What is not saved yet: what it adds and takes, whom it touches, and the two ways out. */
export function ChangeBar({
  preview,
  isPending,
  onSave,
  onDiscard,
  onDetails,
}: {
  preview: UseQueryResult<RolePreview>;
  isPending: boolean;
  onSave: () => void;
  onDiscard: () => void;
  /** Null where one may not ask who gains and loses. */
  onDetails: (() => void) | null;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const organization = useOrganizationSlug() ?? "";
  const people = usePeopleCount();
  const { data, error } = preview;
  const problem = error === null ? null : describeProblem(error, i18n);
  return (
    <section
      aria-label={t("roles.bar")}
      className="sticky bottom-0 z-20 flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-inverse px-4 py-2.5 text-on-inverse sm:px-6"
    >
      <div role="status" aria-busy={preview.isPlaceholderData} className="min-w-0 flex-1 basis-60">
        {problem !== null ? (
          <p className="font-medium">{[problem.title, problem.detail].filter(Boolean).join(". ")}</p>
        ) : data === undefined ? (
          <p>{t("roles.bar.asking")}</p>
        ) : (
          <>
            <p className="font-medium">
              {t("roles.bar.change", { added: data.gains.length, removed: data.loses.length })}
              {" · "}
              {data.touched.people + data.touched.others === 0
                ? t("roles.bar.nobody")
                : t("roles.bar.touches", { people: people(data.touched) })}
            </p>
            {data.people.length > 0 && (
              <p className="flex flex-wrap gap-x-3 text-small">
                {data.people.map(({ id, displayName }) => (
                  <Link
                    key={id}
                    to="/o/$org/users/$id"
                    params={{ org: organization, id }}
                    className="underline-offset-2 hover:underline focus-visible:outline-on-inverse"
                  >
                    <bdi>{displayName}</bdi>
                  </Link>
                ))}
                {data.touched.people > data.people.length && !data.touched.peopleAtLeast && (
                  <span>{t("users.more", { count: data.touched.people - data.people.length })}</span>
                )}
              </p>
            )}
          </>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        {onDetails !== null && (
          <Button kind="inverse" onPress={onDetails}>
            {t("roles.bar.details")}
          </Button>
        )}
        <Button kind="inverse" onPress={onDiscard}>
          {t("roles.bar.discard")}
        </Button>
        <Button kind="primary" isPending={isPending} isDisabled={problem !== null} onPress={onSave}>
          {t("user.save")}
          <Kbd keys="mod+s" className="max-sm:hidden" />
        </Button>
      </div>
    </section>
  );
}
