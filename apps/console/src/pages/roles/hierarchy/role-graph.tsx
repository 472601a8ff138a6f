import type { DetailedRole } from "@atrium/contracts";
import { classNames } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useLocale } from "react-aria-components/I18nProvider";
import { useOrganizationSlug } from "../../../api/organization-context.tsx";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { useWords } from "../words.ts";
import { layoutOf, pathOf } from "./layout.ts";
import { neighbour } from "./neighbour.ts";

const measures = { width: 168, height: 44, columnGap: 56, rowGap: 12 };
const parentsOf = ({ inherits, narrows }: DetailedRole): string[] =>
  narrows === null ? inherits : [...inherits, narrows];

/**
 * Roles in columns, each before what it inherits. The lines are drawn; the roles are links upon them, so that they
 * are read, focused and mirrored like any other. Arrows walk along lines and within columns.
 */
export function RoleGraph({ roles, around }: { roles: readonly DetailedRole[]; around: string | null }) {
  const { t } = useI18n();
  const words = useWords();
  const { direction } = useLocale();
  const organization = useOrganizationSlug() ?? "";
  const drawing = useRef<HTMLElement>(null);
  const layout = useMemo(
    () =>
      layoutOf(
        roles.map((role) => ({ id: role.slug, parents: parentsOf(role) })),
        measures,
      ),
    [roles],
  );
  const bySlug = new Map(roles.map((role) => [role.slug, role]));
  const [at, setAt] = useState<string | null>(around);
  const [pointed, setPointed] = useState<string | null>(null);
  const current = at !== null && bySlug.has(at) ? at : (layout.nodes[0]?.id ?? null);
  const lit = pointed ?? around;
  const { width, height } = layout;

  const onKeyDown = (event: KeyboardEvent) => {
    const to = current === null ? null : neighbour(layout, current, event.key, direction === "rtl");
    if (to === null) return;
    event.preventDefault();
    setAt(to);
    drawing.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(to)}"]`)?.focus();
  };
  return (
    <>
      <p className="pb-3 text-small text-ink2">{t("roles.graph.help")}</p>
      <div className="overflow-x-auto p-1">
        <nav
          aria-label={t("roles.graph")}
          ref={drawing}
          onKeyDown={onKeyDown}
          className="relative"
          style={{ width, height }}
        >
          <svg
            aria-hidden="true"
            width={width}
            height={height}
            viewBox={`0 0 ${width} ${height}`}
            fill="none"
            className="absolute inset-0 rtl:-scale-x-100"
          >
            {layout.edges.map(({ from, to, points }) => {
              const isNarrowing = bySlug.get(from)?.narrows === to;
              const isLit = lit === from || lit === to;
              return (
                <path
                  key={`${from} ${to}`}
                  d={pathOf(points)}
                  strokeWidth={isLit ? 2 : 1.25}
                  {...(isNarrowing && { strokeDasharray: "4 4" })}
                  className={isLit ? "stroke-accent" : "stroke-control-line"}
                />
              );
            })}
          </svg>
          {layout.nodes.map(({ id, x, y }) => {
            const role = bySlug.get(id);
            if (role === undefined) return null;
            const count = role.details?.allows.length ?? role.permissions.length;
            const parents = parentsOf(role);
            return (
              <Link
                key={id}
                data-node={id}
                to="/o/$org/roles/$slug"
                params={{ org: organization, slug: id }}
                tabIndex={id === current ? 0 : -1}
                aria-current={id === around ? "true" : undefined}
                onFocus={() => {
                  setAt(id);
                  setPointed(id);
                }}
                onBlur={() => setPointed(null)}
                onPointerEnter={() => setPointed(id)}
                onPointerLeave={() => setPointed(null)}
                style={{ insetInlineStart: x, top: y, width: measures.width, height: measures.height }}
                className={classNames(
                  "absolute flex flex-col justify-center rounded-control border bg-raised px-2.5 text-ink",
                  role.system || role.template ? "border-dashed" : "",
                  id === lit ? "border-accent" : "border-control-line",
                  id === around && "bg-wash",
                )}
              >
                <span className="truncate font-medium">
                  <bdi>{role.name}</bdi>
                </span>
                <span className="truncate text-tiny text-ink3">{t("roles.size", { count })}</span>
                {parents.length > 0 && (
                  <span className="sr-only">
                    {t("roles.graph.inherits", { roles: words.roles(parents) })}
                  </span>
                )}
              </Link>
            );
          })}
        </nav>
      </div>
    </>
  );
}
