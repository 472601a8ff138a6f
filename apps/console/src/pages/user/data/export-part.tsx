import { exportUserData } from "@atrium/contracts";
import { Button } from "@atrium/ui";
import { useActions } from "../../../actions/use-actions.ts";
import { useVerb } from "../../../api/use-verb.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { useTray } from "../../../jobs/tray.tsx";
import { Section } from "../../../ui/section.tsx";

/** All that is kept about a person as one file; the tray below the page tells how far it is and hands it out. */
export function ExportPart({ id }: { id: string }) {
  const { t } = useI18n();
  const { follow } = useTray();
  const start = useVerb(exportUserData);
  const run = () => start.run({ params: { id } }, (job) => follow(job.id));
  useActions([{ id: "user.exportData", title: "privacy.export", section: "here", run }]);
  return (
    <Section
      title={t("privacy.exportTitle")}
      detail={t("privacy.exportDetail")}
      action={
        <Button isPending={start.isPending} onPress={run}>
          {t("privacy.export")}
        </Button>
      }
    >
      {null}
    </Section>
  );
}
