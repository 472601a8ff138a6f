import { listAttributes, updateUser, type Attribute, type User } from "@atrium/contracts";
import { Banner, Button, SkeletonRows } from "@atrium/ui";
import { useEffect, useId, useRef, type ReactNode } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { isConflict } from "../../api/problem.ts";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { AttributeFields } from "./attribute-fields.tsx";
import { attributeFormValues, editedAttributes } from "./attribute-values.ts";
import { editedUser, userFormValues } from "./user-form-values.ts";

type Props = { person: User; reload: () => Promise<User | null>; onClose: () => void };

export function EditForm(props: Props) {
  const { t } = useI18n();
  const attributes = useOperation(listAttributes, {});
  // Without them the common fields can be edited all the same.
  if (attributes.data === undefined && attributes.error === null) {
    return <SkeletonRows rows={8} label={t("app.loading")} />;
  }
  return <Fields {...props} attributes={attributes.data?.items ?? []} />;
}

/** Sends only what was changed, for the version that was read. A conflict keeps what one wrote. */
function Fields({ person, reload, onClose, attributes }: Props & { attributes: readonly Attribute[] }) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const version = useRef(person.version);
  const valuesOf = (of: User) => ({
    ...userFormValues(of),
    ...attributeFormValues(attributes, of.attributes),
  });
  const form = useContractForm(updateUser, {
    initial: valuesOf(person),
    request: (values, changed) => {
      const edited = editedAttributes(attributes, values, changed);
      const body = { ...editedUser(values, changed), ...(edited !== null && { attributes: edited }) };
      return { params: { id: person.id }, body };
    },
    options: () => ({ version: version.current }),
    onDone: () => {
      toasts.add({ text: t("user.saved") }, { timeout: 5000 });
      onClose();
    },
  });
  const conflict = isConflict(form.problem);
  const dirty = form.changed.length > 0;
  const takeTheirs = async () => {
    const newest = await reload();
    if (newest === null) return;
    version.current = newest.version;
    form.rebase(valuesOf(newest));
  };
  useActions([
    {
      id: "edit.cancel",
      title: "action.back",
      section: "here",
      keys: ["escape"],
      keyboardOnly: true,
      run: () => dirty || onClose(),
    },
  ]);
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [dirty]);

  return (
    <form onSubmit={form.submit} noValidate className="flex min-h-full flex-col">
      <div className="flex max-w-200 flex-1 flex-col gap-6 px-4 py-6 sm:px-6">
        {conflict ? (
          <Banner
            tone="warn"
            urgent
            action={<Button onPress={() => void takeTheirs()}>{t("problem.conflict.load")}</Button>}
          >
            {t("problem.conflict")}
          </Banner>
        ) : (
          <ProblemBanner error={form.problem} />
        )}
        <Group title={t("user.section.person")}>
          <FormTextField form={form} name="displayName" autoFocus />
          <FormTextField form={form} name="email" type="email" />
          <FormTextField form={form} name="firstName" />
          <FormTextField form={form} name="lastName" />
          <FormTextField form={form} name="phone" type="tel" />
          <FormTextField form={form} name="birthDate" type="date" />
          <FormTextField form={form} name="locale" />
          <FormTextField form={form} name="timeZone" />
          <FormTextField form={form} name="website" type="url" />
          <FormTextField form={form} name="bio" multiline className="sm:col-span-2" />
        </Group>
        <Group title={t("user.section.work")}>
          <FormTextField form={form} name="title" />
          <FormTextField form={form} name="department" />
          <FormTextField form={form} name="employeeNumber" />
          <FormTextField form={form} name="externalId" />
          <FormTextField
            form={form}
            name="tags"
            description={t("field.tagsHelp")}
            className="sm:col-span-2"
          />
        </Group>
        {attributes.some(({ writable }) => writable) && (
          <Group title={t("user.section.attributes")}>
            <AttributeFields form={form} attributes={attributes} />
          </Group>
        )}
      </div>
      <div className="sticky bottom-0 flex items-center gap-2 border-t border-line bg-sheet px-4 py-3 sm:px-6">
        <Button type="submit" kind="primary" isPending={form.isSending} isDisabled={!dirty}>
          {form.isSending ? t("user.saving") : t("user.save")}
        </Button>
        <Button kind="quiet" onPress={onClose}>
          {t("app.cancel")}
        </Button>
        <p role="status" className="text-small text-ink3">
          {t("user.changed", { count: form.changed.length })}
        </p>
      </div>
    </form>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <div
      role="group"
      aria-labelledby={id}
      className="grid gap-4 not-first:border-t not-first:border-line not-first:pt-6 sm:grid-cols-2"
    >
      <h2 id={id} className="font-serif text-title font-medium sm:col-span-2">
        {title}
      </h2>
      {children}
    </div>
  );
}
