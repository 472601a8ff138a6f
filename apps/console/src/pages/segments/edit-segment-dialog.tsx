import { updateSegment, type Segment } from "@atrium/contracts";
import { Banner, Button, Dialog, DialogActions, DialogBody } from "@atrium/ui";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useNotice } from "../../api/use-notice.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { FilterField } from "./filter-field.tsx";
import { useFollowFilling, useSegmentActs } from "./use-segment-acts.ts";

export function EditSegmentDialog({ segment, onClose }: { segment: Segment; onClose: () => void }) {
  const { t } = useI18n();
  const tell = useNotice();
  const acts = useSegmentActs();
  const followFilling = useFollowFilling();
  const form = useContractForm(updateSegment, {
    initial: { name: segment.name, description: segment.description ?? "", q: segment.q },
    request: ({ name = "", description, q = "" }) => ({
      params: { id: segment.id },
      body: { name, description: description || null, q },
    }),
    options: () => ({ version: segment.version }),
    onDone: (saved) => {
      onClose();
      if (saved.version === segment.version) return;
      followFilling(saved);
      tell(t("segments.saved", { name: saved.name }), () => acts.putBack(segment));
    },
  });
  const changed = form.values["q"]?.trim() !== segment.q;
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("segments.edit", { name: segment.name })}>
      <form onSubmit={form.submit} noValidate>
        <DialogBody>
          <ProblemBanner error={form.problem} />
          <FormTextField form={form} name="name" autoFocus autoComplete="off" />
          <FilterField field={{ ...form.field("q"), isRequired: true }} />
          {changed && (
            <Banner tone="warn">
              {t(segment.kind === "static" ? "segments.refillsThen" : "segments.everywhere")}
            </Banner>
          )}
          <FormTextField form={form} name="description" multiline />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isPending={form.isSending}>
            {t("user.save")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
