import { createSegment, segmentKinds } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, Segmented } from "@atrium/ui";
import { useState } from "react";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useNotice } from "../../api/use-notice.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { slugOf } from "../roles/slug-of.ts";
import { FilterField } from "./filter-field.tsx";
import { useFollowFilling } from "./use-segment-acts.ts";

/** Gives a filter a name; the name in filters follows what it is called until one writes another. */
export function MakeSegmentDialog({
  filter,
  onClose,
  onMade,
}: {
  filter: string;
  onClose: () => void;
  onMade: (id: string) => void;
}) {
  const { t } = useI18n();
  const tell = useNotice();
  const followFilling = useFollowFilling();
  const [kind, setKind] = useState<(typeof segmentKinds)[number]>("live");
  const [ownSlug, setOwnSlug] = useState(false);
  const form = useContractForm(createSegment, {
    initial: { name: "", slug: "", description: "", q: filter },
    request: ({ name = "", slug = "", description, q = "" }) => ({
      body: { name, slug, kind, q, ...(description && { description }) },
    }),
    idempotent: true,
    onDone: (segment) => {
      tell(t("segments.made", { name: segment.name }));
      followFilling(segment);
      onMade(segment.id);
    },
  });
  const writing = {
    ...form,
    field: (name: string) => {
      const field = form.field(name);
      if (name === "slug") {
        return {
          ...field,
          onChange: (text: string) => {
            setOwnSlug(text !== "");
            form.set({ slug: text });
          },
        };
      }
      if (name !== "name" || ownSlug) return field;
      return { ...field, onChange: (text: string) => form.set({ name: text, slug: slugOf(text) }) };
    },
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("segments.make")}>
      <form onSubmit={form.submit} noValidate>
        <DialogBody>
          <ProblemBanner error={form.problem} />
          <FormTextField form={writing} name="name" autoFocus autoComplete="off" />
          <FormTextField
            form={writing}
            name="slug"
            label={t("segments.slug")}
            description={t("segments.slugHelp", { slug: form.values["slug"] || "…" })}
            autoComplete="off"
          />
          <FilterField field={form.field("q")} />
          <div className="flex flex-col gap-1.5">
            <Segmented
              label={t("segments.column.kind")}
              segments={segmentKinds.map((id) => ({ id, label: t(`segments.kind.${id}`) }))}
              value={kind}
              onChange={setKind}
            />
            <p className="text-small">{t(`segments.kindHelp.${kind}`)}</p>
          </div>
          <FormTextField form={form} name="description" multiline />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isPending={form.isSending}>
            {t("segments.makeSubmit")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
