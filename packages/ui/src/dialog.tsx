import type { ReactNode } from "react";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { classNames } from "./class-names.ts";

const places = {
  centre: "items-center",
  top: "items-start pt-[12vh]",
} as const;
const widths = { narrow: "max-w-110", wide: "max-w-160" } as const;

export type DialogProps = {
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  /** Named by the heading it shows, or by `label` where it shows none. */
  title?: string;
  label?: string;
  children: ReactNode;
  place?: keyof typeof places;
  width?: keyof typeof widths;
  /** False where leaving would lose something: only its own buttons end it. */
  dismissable?: boolean;
  role?: "dialog" | "alertdialog";
};

export function Dialog({
  isOpen,
  onOpenChange,
  title,
  label,
  children,
  place = "centre",
  width = "narrow",
  dismissable = true,
  role = "dialog",
}: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable={dismissable}
      isKeyboardDismissDisabled={!dismissable}
      data-modal-layer=""
      className={classNames("fixed inset-0 z-50 flex justify-center bg-scrim p-4", places[place])}
    >
      <Modal
        className={classNames(
          "max-h-[85dvh] w-full overflow-auto rounded-sheet border border-line bg-raised shadow-raised",
          widths[width],
        )}
      >
        <AriaDialog
          role={role}
          className="outline-none"
          {...(title === undefined && label !== undefined && { "aria-label": label })}
        >
          {title !== undefined && (
            <Heading slot="title" className="px-6 pt-5 pb-1 font-serif text-title font-medium text-ink">
              {title}
            </Heading>
          )}
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export function DialogBody({ children }: { children: ReactNode }) {
  return <div className="flex flex-col gap-4 px-6 py-3 text-ink2">{children}</div>;
}

export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap justify-end gap-2 px-6 pt-2 pb-5">{children}</div>;
}
