import { useEffect, useState } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icons.tsx";

/** An id in mono that copies itself; `shown` stands for what is too long to read. */
export function CopyText({
  text,
  shown = text,
  copy,
  copied,
  className,
}: {
  text: string;
  shown?: string;
  copy: string;
  copied: string;
  className?: string;
}) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), 1500);
    return () => clearTimeout(timer);
  }, [done]);
  return (
    <button
      type="button"
      title={done ? copied : copy}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setDone(true))}
      className={classNames(
        "group/copy inline-flex min-h-6 max-w-full cursor-default items-center gap-1.5 rounded-small text-start font-mono text-small text-ink hover:text-accent",
        className,
      )}
    >
      <span dir="ltr" className="min-w-0 truncate">
        {shown}
      </span>
      <Icon name={done ? "check" : "copy"} className="size-3.5 shrink-0 text-ink3" />
      <span className="sr-only" aria-live="polite">
        {done ? copied : ""}
      </span>
    </button>
  );
}
