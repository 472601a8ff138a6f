import { revokeApiKey, type ApiKey } from "@atrium/contracts";
import { IconButton, Menu, type MenuEntry } from "@atrium/ui";
import { useState, type ReactNode } from "react";
import { useCan } from "../../api/session.ts";
import { useVerb } from "../../api/use-verb.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ConfirmDialog, type Confirmation } from "../../ui/confirm-dialog.tsx";
import { EditKeyDialog } from "./edit-key-dialog.tsx";
import { RotateDialog } from "./rotate-dialog.tsx";

export type KeyActs = {
  /** The menu of a key; nothing where nothing can be done with it. */
  menuOf: (key: ApiKey) => ReactNode;
  dialogs: ReactNode;
};

/** What can be done with a key, wherever it is listed. */
export function useKeyActs(): KeyActs {
  const { t, relative } = useI18n();
  const can = useCan();
  const [open, setOpen] = useState<{ what: "edit" | "rotate"; key: ApiKey } | null>(null);
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const { toasts } = useApp();
  const revoke = useVerb(revokeApiKey);
  const close = () => setOpen(null);

  const askRevoke = (key: ApiKey) => {
    const used =
      key.lastUsedAt === null
        ? t("keys.revokeUnused")
        : t("keys.revokeUsed", { when: relative(key.lastUsedAt) });
    setAsked({
      title: t("keys.revokeTitle", { name: key.name }),
      detail: t("keys.revokeDetail", { used }),
      submit: t("keys.revokeSubmit"),
      typed: key.name,
      onConfirm: () =>
        revoke.run({ params: { id: key.id } }, ({ name }) =>
          toasts.add({ text: t("keys.revoked", { name }) }, { timeout: 6000 }),
        ),
    });
  };

  return {
    menuOf(key) {
      if (key.state !== "active") return null;
      const entries: MenuEntry[] = [
        ...(can("api_keys:create")
          ? [
              { id: "edit", label: t("keys.edit") },
              { id: "rotate", label: t("keys.rotate") },
            ]
          : []),
        ...(can("api_keys:revoke") ? [{ id: "revoke", label: t("keys.revoke"), danger: true }] : []),
      ];
      if (entries.length === 0) return null;
      const label = t("keys.more", { name: key.name });
      return (
        <Menu
          label={label}
          placement="bottom end"
          entries={entries}
          onAction={(id) => {
            if (id === "edit" || id === "rotate") setOpen({ what: id, key });
            else askRevoke(key);
          }}
        >
          <IconButton icon="more" label={label} isDisabled={revoke.isPending} />
        </Menu>
      );
    },
    dialogs: (
      <>
        {open?.what === "edit" && <EditKeyDialog apiKey={open.key} onClose={close} />}
        {open?.what === "rotate" && <RotateDialog apiKey={open.key} onClose={close} />}
        <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
      </>
    ),
  };
}
