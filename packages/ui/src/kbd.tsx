import { classNames } from "./class-names.ts";

const shown: Record<string, string> = {
  mod: /mac|iphone|ipad/i.test(globalThis.navigator?.userAgent ?? "") ? "⌘" : "Ctrl",
  escape: "Esc",
  enter: "↵",
  " ": "␣",
};

/** A shortcut as people read it: `mod+k` is one press, `g u` are two. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  const presses = keys === " " ? [" "] : keys.split(" ");
  return (
    <span className={classNames("inline-flex shrink-0 gap-1", className)} dir="ltr" aria-hidden="true">
      {presses.map((press, at) => (
        <kbd
          key={at}
          className="inline-flex min-w-4.5 items-center justify-center rounded-small border border-current/45 px-1 font-mono text-tiny leading-4 opacity-90"
        >
          {press
            .split("+")
            .map((key) => shown[key.toLowerCase()] ?? (key.length === 1 ? key.toUpperCase() : key))
            .join(shown["mod"] === "⌘" ? "" : "\u2009")}
        </kbd>
      ))}
    </span>
  );
}
