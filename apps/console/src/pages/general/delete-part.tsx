import { deleteOwnOrganization, type Organization } from "@atrium/contracts";
import { Button } from "@atrium/ui";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import type { AskFirst } from "../../ui/confirm-dialog.tsx";
import { Section } from "../../ui/section.tsx";

export function DeletePart({ organization, ask }: { organization: Organization; ask: AskFirst }) {
  const { t } = useI18n();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { name, slug } = organization;
  const remove = useVerb(deleteOwnOrganization, t("organizations.deleted", { name }));
  return (
    <Section
      title={t("organizations.danger")}
      detail={t("organizations.deleteDetail")}
      action={
        <Button
          kind="danger"
          isPending={remove.isPending}
          onPress={() =>
            ask({
              title: t("organizations.deleteTitle", { name }),
              detail: t("organizations.deleteDetail"),
              submit: t("organizations.delete"),
              typed: slug,
              onConfirm: () =>
                remove.run({ query: { slug } }, () => {
                  // Everything that is known here is of an organization that nobody reaches any more.
                  client.clear();
                  void navigate({ to: "/" });
                }),
            })
          }
        >
          {t("organizations.delete")}
        </Button>
      }
    >
      {null}
    </Section>
  );
}
