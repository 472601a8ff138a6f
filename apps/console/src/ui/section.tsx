import { useId, type ReactNode } from "react";

/** A part of a page, under its heading. */
export function Section({
  title,
  detail,
  action,
  children,
}: {
  title: string;
  detail?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-t border-line py-6 first:border-t-0">
      <div className="flex flex-wrap items-start justify-between gap-3 pb-3">
        <div className="min-w-0 flex-1 basis-64">
          <h2 id={id} className="font-serif text-title font-medium">
            {title}
          </h2>
          {detail !== undefined && <p className="max-w-150 pt-1 text-ink2">{detail}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}
