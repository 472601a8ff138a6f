import { listRoles } from "@atrium/contracts";
import { Segmented, Select, TextField, type Choice } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../../api/operation.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { GroupPicker } from "../../access/held-pickers.tsx";
import type { BulkForm, Values } from "./bulk-forms.ts";

type FieldsProps = { values: Values; onChange: (changed: Values) => void };

/** The inputs of one kind of bulk act. */
export function BulkFields({ form, ...props }: FieldsProps & { form: BulkForm["id"] }) {
  const { t } = useI18n();
  switch (form) {
    case "edit":
      return <EditFields {...props} />;
    case "status":
      return <StatusFields {...props} />;
    case "roles":
      return <RoleFields {...props} />;
    case "groups":
      return <GroupFields {...props} />;
    case "message":
      return <MessageFields {...props} />;
    case "delete":
    case "restore":
      return <p>{t(`bulk.${form}.detail`)}</p>;
  }
}

function EditFields({ values, onChange }: FieldsProps) {
  const { t } = useI18n();
  const text = (name: string, label: string, description?: string, autoFocus = false) => (
    <TextField
      label={label}
      value={values[name] ?? ""}
      onChange={(value) => onChange({ [name]: value })}
      autoComplete="off"
      autoFocus={autoFocus}
      {...(description !== undefined && { description })}
    />
  );
  return (
    <>
      <p>{t("bulk.edit.detail")}</p>
      {text("title", t("field.title"), undefined, true)}
      {text("department", t("field.department"))}
      {text("addTags", t("bulk.edit.addTags"), t("bulk.edit.tagsHelp"))}
      {text("removeTags", t("bulk.edit.removeTags"), t("bulk.edit.tagsHelp"))}
    </>
  );
}

function StatusFields({ values, onChange }: FieldsProps) {
  const { t } = useI18n();
  return (
    <>
      <Select
        label={t("field.status")}
        placeholder={t("field.status")}
        value={values["status"] ?? null}
        onChange={(status) => onChange({ status })}
        options={(["active", "inactive", "suspended"] as const).map((id) => ({
          id,
          label: t(`status.${id}`),
        }))}
      />
      <TextField
        label={t("bulk.reason")}
        value={values["reason"] ?? ""}
        onChange={(reason) => onChange({ reason })}
        maxLength={500}
        autoComplete="off"
      />
    </>
  );
}

function RoleFields({ values, onChange }: FieldsProps) {
  const { t } = useI18n();
  const roles = useOperation(listRoles);
  return (
    <>
      <Segmented
        label={t("bulk.roles.way")}
        segments={[
          { id: "give", label: t("bulk.roles.give") },
          { id: "take", label: t("bulk.roles.take") },
        ]}
        value={values["way"] === "take" ? "take" : "give"}
        onChange={(way) => onChange({ way })}
      />
      <Select
        label={t("field.roles")}
        placeholder={t("user.role.choose")}
        value={values["role"] ?? null}
        onChange={(role) => onChange({ role })}
        options={(roles.data?.items ?? []).map(({ slug, name, assignable }) => ({
          id: slug,
          label: name,
          disabled: !assignable,
        }))}
      />
    </>
  );
}

function GroupFields({ values, onChange }: FieldsProps) {
  const { t } = useI18n();
  const [picked, setPicked] = useState<Choice | null>(null);
  return (
    <>
      <Segmented
        label={t("bulk.groups.way")}
        segments={[
          { id: "add", label: t("bulk.groups.add") },
          { id: "remove", label: t("bulk.groups.remove") },
        ]}
        value={values["way"] === "remove" ? "remove" : "add"}
        onChange={(way) => onChange({ way })}
      />
      <GroupPicker
        value={picked}
        onChange={(group) => {
          setPicked(group);
          onChange({ group: group?.id ?? "" });
        }}
      />
    </>
  );
}

function MessageFields({ values, onChange }: FieldsProps) {
  const { t } = useI18n();
  return (
    <>
      <p>{t("bulk.message.detail")}</p>
      <TextField
        label={t("bulk.message.subject")}
        value={values["subject"] ?? ""}
        onChange={(subject) => onChange({ subject })}
        maxLength={200}
        autoComplete="off"
        autoFocus
      />
      <TextField
        label={t("bulk.message.text")}
        value={values["text"] ?? ""}
        onChange={(text) => onChange({ text })}
        maxLength={10_000}
        multiline
      />
    </>
  );
}
