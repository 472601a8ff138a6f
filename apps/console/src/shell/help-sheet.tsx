import { Dialog, DialogBody, Kbd } from "@atrium/ui";
import type { ActionSection } from "../actions/registry.ts";
import { useActionList } from "../actions/use-actions.ts";
import { useI18n } from "../i18n/i18n-context.tsx";
import type { MessageKey } from "../messages/en.ts";

const sections: readonly { id: ActionSection; title: MessageKey }[] = [
  { id: "here", title: "palette.here" },
  { id: "go", title: "palette.go" },
  { id: "general", title: "palette.general" },
];

export function HelpSheet({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const actions = useActionList().filter(({ keys }) => keys !== undefined);
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("help.title")} width="wide">
      <DialogBody>
        <div className="grid gap-x-10 gap-y-5 pb-3 sm:grid-cols-2">
          {sections.map(({ id, title }) => {
            const shown = actions.filter(({ section }) => section === id);
            if (shown.length === 0) return null;
            return (
              <section key={id}>
                <h3 className="border-b border-line pb-1 text-small font-medium text-ink3">{t(title)}</h3>
                <dl>
                  {shown.map((action) => (
                    <div key={action.id} className="flex min-h-8 items-center justify-between gap-4">
                      <dt className="text-ink">{action.text ?? t(action.title)}</dt>
                      <dd className="flex gap-2">
                        <Kbd keys={action.keys?.[0] ?? ""} />
                        <span className="sr-only">{action.keys?.[0]}</span>
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            );
          })}
        </div>
      </DialogBody>
    </Dialog>
  );
}
