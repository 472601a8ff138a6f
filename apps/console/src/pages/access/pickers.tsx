import { findSubjects, listRoles, permissionNames, permissions, type SubjectType } from "@atrium/contracts";
import { Combobox, type Choice, type ComboboxProps } from "@atrium/ui";
import { useEffect, useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { usePermissionWords } from "./words.ts";

type PickerProps = Omit<ComboboxProps, "options" | "onType" | "placeholder" | "empty" | "label"> & {
  label?: string;
  placeholder?: string;
};

const restMilliseconds = 120;

/** What was typed, once the typing rests. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restMilliseconds);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}

function useFound(types: readonly SubjectType[]) {
  const [typed, onType] = useState("");
  const q = useRested(typed.trim());
  const { data, isPlaceholderData } = useOperation(
    findSubjects,
    { query: { types: types.join(","), ...(q && { q }) } },
    { keepPrevious: true },
  );
  const isBusy = data === undefined || isPlaceholderData || q !== typed.trim();
  return { items: data?.items ?? [], onType, isBusy };
}

/** People, groups, service accounts and keys, looked for by name. */
export function SubjectPicker({ types, ...rest }: PickerProps & { types: readonly SubjectType[] }) {
  const { t } = useI18n();
  const { items, onType, isBusy } = useFound(types);
  const options = items.map(({ ref, type, name, detail }): Choice => ({
    id: ref,
    label: name,
    section: types.length > 1 ? t(`access.type.${type}`) : undefined,
    ...(detail !== null && { detail }),
  }));
  return (
    <Combobox
      {...rest}
      label={rest.label ?? t("access.who")}
      placeholder={rest.placeholder ?? t("access.who.any")}
      empty={t("access.who.none")}
      options={options}
      onType={onType}
      isBusy={isBusy}
    />
  );
}

/** Where a right counts: the organization, a group with all below it, or one person. */
export function ScopePicker(props: PickerProps) {
  const { t } = useI18n();
  const { data } = useSession();
  const can = useCan();
  const { items, onType, isBusy } = useFound(["group", "user"]);
  const [typed, setTyped] = useState("");
  const whole: Choice[] = [
    {
      id: "organization",
      label: t("access.on.organization", { organization: data?.organization?.name ?? t("nav.platform") }),
      section: t("access.section.whole"),
    },
  ];
  if (data?.organization?.platform === true && can("organizations:list")) {
    whole.push({ id: "platform", label: t("access.on.platform"), section: t("access.section.whole") });
  }
  const things = items.toSorted((a, b) => Number(a.type === "user") - Number(b.type === "user"));
  const options = [
    ...whole.filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase())),
    ...things.map(({ ref, type, name, detail }): Choice => ({
      id: type === "group" ? `group:${ref}` : `resource:user:${ref}`,
      label: name,
      section: t(`access.type.${type}`),
      ...(detail !== null && { detail }),
    })),
  ];
  return (
    <Combobox
      {...props}
      label={props.label ?? t("access.on")}
      placeholder={
        props.placeholder ??
        t("access.on.organization", { organization: data?.organization?.name ?? t("nav.platform") })
      }
      empty={t("access.on.none")}
      options={options}
      isBusy={isBusy}
      onType={(text) => {
        setTyped(text.trim());
        onType(text);
      }}
    />
  );
}

export function usePermissionChoices(): readonly Choice[] {
  const { t } = useI18n();
  const { title } = usePermissionWords();
  return permissionNames
    .map((name): Choice => ({
      id: name,
      label: title(name),
      detail: name,
      section: t(`access.category.${permissions[name].category}`),
    }))
    .toSorted((a, b) => (a.section === b.section ? 0 : (a.section ?? "") < (b.section ?? "") ? -1 : 1));
}

export function PermissionPicker(props: PickerProps) {
  const { t } = useI18n();
  const options = usePermissionChoices();
  return (
    <Combobox
      {...props}
      label={props.label ?? t("access.can")}
      placeholder={props.placeholder ?? t("access.can.any")}
      empty={t("access.can.none")}
      options={options}
    />
  );
}

/** A role or a single right to be given; those above oneself are shown and cannot be chosen. */
export function GiftPicker({ bounded = true, ...props }: PickerProps & { bounded?: boolean }) {
  const { t } = useI18n();
  const can = useCan();
  const roles = useOperation(listRoles, {}, { enabled: can("roles:read") });
  const rights = usePermissionChoices();
  const options = [
    ...(roles.data?.items ?? []).map(({ slug, name, assignable }): Choice => ({
      id: slug,
      label: name,
      detail: slug,
      section: t("access.roles"),
      disabled: bounded && !assignable,
    })),
    ...rights.map((choice) => ({
      ...choice,
      section: t("access.rights"),
      disabled: bounded && !permissionNames.some((name) => name === choice.id && can(name)),
    })),
  ];
  return (
    <Combobox
      {...props}
      label={props.label ?? t("access.grant.what")}
      placeholder={props.placeholder ?? t("access.grant.what.choose")}
      empty={t("access.can.none")}
      options={options}
    />
  );
}
