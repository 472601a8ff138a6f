import { updateConsentPurpose, type ConsentPurpose } from "@atrium/contracts";
import { Badge, Button } from "@atrium/ui";
import { useOperationAction } from "../../api/operation.ts";
import { useNotice } from "../../api/use-notice.ts";
import { useSayProblem } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Entries, Entry } from "../../ui/entries.tsx";

export function PurposesList({
  purposes,
  onEdit,
}: {
  purposes: readonly ConsentPurpose[];
  onEdit: (id: string) => void;
}) {
  const { t } = useI18n();
  const say = useSayProblem();
  const tell = useNotice();
  const update = useOperationAction(updateConsentPurpose);
  const archive = (id: string, archived: boolean) =>
    update.mutateAsync({ request: { params: { id }, body: { archived } } });
  const inUse = purposes.filter(({ archivedAt }) => archivedAt === null);
  return (
    <Entries label={t("privacy.purposes")}>
      {[...inUse, ...purposes.filter(({ archivedAt }) => archivedAt !== null)].map(
        ({ id, key, title, wording, wordingVersion, archivedAt }) => {
          const archived = archivedAt !== null;
          return (
            <Entry
              key={id}
              id={id}
              title={title}
              mark={
                <>
                  <bdi className="font-mono text-small text-ink2">{key}</bdi>
                  <span className="text-small text-ink3">
                    {t("consents.wordingVersion", { version: wordingVersion })}
                  </span>
                  {archived && <Badge tone="dashed">{t("privacy.archived")}</Badge>}
                </>
              }
              detail={
                <p dir="auto" className="line-clamp-2">
                  {wording}
                </p>
              }
              action={
                <>
                  {!archived && (
                    <Button
                      size="small"
                      aria-label={t("privacy.editPurpose", { title })}
                      onPress={() => onEdit(id)}
                    >
                      {t("user.edit")}
                    </Button>
                  )}
                  <Button
                    size="small"
                    isDisabled={update.isPending}
                    aria-label={t(archived ? "privacy.unarchiveOf" : "privacy.archiveOf", { title })}
                    onPress={() =>
                      void archive(id, !archived)
                        .then(() =>
                          tell(t(archived ? "privacy.unarchived" : "privacy.nowArchived", { title }), () => {
                            void archive(id, archived).catch(say);
                          }),
                        )
                        .catch(say)
                    }
                  >
                    {t(archived ? "privacy.unarchive" : "privacy.archive")}
                  </Button>
                </>
              }
            />
          );
        },
      )}
    </Entries>
  );
}
