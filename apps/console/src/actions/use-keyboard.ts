import { useEffect } from "react";
import { matchKeys, nameOfPress } from "./keys.ts";
import type { ActionRegistry } from "./registry.ts";

const chordMilliseconds = 1200;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button"].includes(target.type);
  return target.closest('[role="menu"],[role="listbox"]') !== null;
}

/** Enter and Space belong to the control in focus before they belong to a list; its row links are the exception. */
function isOwnKey(name: string, target: EventTarget | null): boolean {
  if (name !== "enter" && name !== " ") return false;
  if (!(target instanceof Element)) return false;
  const control = target.closest('button,a,input,select,[role="tab"],[role="checkbox"]');
  return control !== null && !(name === " " && control.hasAttribute("data-row-link"));
}

/** One listener for all shortcuts. Silent while somebody types or a dialog is open. */
export function useKeyboard(registry: ActionRegistry): void {
  useEffect(() => {
    let presses: string[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey || event.key === "Shift") return;
      const name = nameOfPress(event);
      const withModifier = name.startsWith("mod+");
      if (!withModifier && name !== "escape" && isTyping(event.target)) return;
      if (isOwnKey(name, event.target)) return;
      if (document.querySelector("[data-modal-layer]") !== null) return;
      clearTimeout(timer);
      let match = matchKeys([...presses, name], registry.list());
      if (match.kind === "none" && presses.length > 0) {
        presses = [];
        match = matchKeys([name], registry.list());
      }
      if (match.kind === "run") {
        presses = [];
        event.preventDefault();
        match.action.run();
      } else if (match.kind === "wait") {
        presses = [...presses, name];
        timer = setTimeout(() => (presses = []), chordMilliseconds);
      } else {
        presses = [];
      }
    };
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      clearTimeout(timer);
    };
  }, [registry]);
}
