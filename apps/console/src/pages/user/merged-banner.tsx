import { unmergeUsers, type User } from "@atrium/contracts";
import { Banner, Button } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useCan } from "../../api/session.ts";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";

/** Of somebody who was found to be another: who that is, and the way back. */
export function MergedBanner({
  person,
  into,
  organization,
}: {
  person: User;
  into: string;
  organization: string;
}) {
  const { t } = useI18n();
  const can = useCan();
  const undo = useVerb(unmergeUsers);
  return (
    <Banner
      tone="warn"
      action={
        can("users:merge") && (
          <Button isPending={undo.isPending} onPress={() => undo.run({ params: { id: person.id } })}>
            {t("merge.undo")}
          </Button>
        )
      }
    >
      {t("merge.banner")}{" "}
      <Link
        to="/o/$org/users/$id"
        params={{ org: organization, id: into }}
        className="font-medium underline underline-offset-2"
      >
        {t("merge.bannerLink")}
      </Link>
    </Banner>
  );
}
