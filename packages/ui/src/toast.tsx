import { Button as AriaButton } from "react-aria-components/Button";
import { Text } from "react-aria-components/Text";
import {
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as Region,
} from "react-aria-components/Toast";
import { classNames } from "./class-names.ts";
import { Icon } from "./icons.tsx";

export type ToastMessage = {
  text: string;
  tone?: "plain" | "bad";
  action?: { label: string; run: () => void };
};
export type Toasts = ToastQueue<ToastMessage>;

export function createToasts(): Toasts {
  return new ToastQueue<ToastMessage>({ maxVisibleToasts: 3 });
}

export function ToastRegion({ toasts, label, close }: { toasts: Toasts; label: string; close: string }) {
  return (
    <Region
      queue={toasts}
      aria-label={label}
      className="fixed inset-x-4 bottom-4 z-60 mx-auto flex max-w-140 flex-col gap-2 rounded-control"
    >
      {({ toast }) => (
        <Toast
          toast={toast}
          className="flex items-center gap-3 rounded-control bg-inverse py-2 ps-4 pe-2 text-on-inverse shadow-raised"
        >
          <ToastContent className="min-w-0 flex-1">
            <Text slot="title" className={classNames(toast.content.tone === "bad" && "font-medium")}>
              {toast.content.text}
            </Text>
          </ToastContent>
          {toast.content.action !== undefined && (
            <button
              type="button"
              className="min-h-8 cursor-default rounded-small px-2 font-semibold underline underline-offset-2 focus-visible:outline-on-inverse"
              onClick={() => {
                toast.content.action?.run();
                toasts.close(toast.key);
              }}
            >
              {toast.content.action.label}
            </button>
          )}
          <AriaButton
            slot="close"
            aria-label={close}
            className="flex size-8 cursor-default items-center justify-center rounded-small data-[focus-visible]:outline-on-inverse"
          >
            <Icon name="close" />
          </AriaButton>
        </Toast>
      )}
    </Region>
  );
}
