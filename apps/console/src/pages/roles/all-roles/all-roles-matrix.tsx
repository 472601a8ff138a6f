import { listRoles, roleFilterFields, type DetailedRole } from "@atrium/contracts";
import { Checkbox, EmptyState } from "@atrium/ui";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useOperation } from "../../../api/operation.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { FilterBox } from "../../../ui/filter-box.tsx";
import { ListBody } from "../../../ui/list-body.tsx";
import { Pager } from "../../../ui/pager.tsx";
import type { Category } from "../catalogue.ts";
import { found } from "../grid-rows.ts";
import { Tick } from "../grid-cell.tsx";
import { useWords } from "../words.ts";
import { differing, markIn } from "./differing.ts";

const route = getRouteApi("/o/$org/roles");
/** Columns of a page; further ones come with the next page, so that the table stays small however many roles there are. */
const columns = 25;

/** Every role against every permission, to be read. Filtered to two roles it compares them. */
export function AllRolesMatrix() {
  const { t } = useI18n();
  const words = useWords();
  const { q = "", find = "", differ = false, cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useOperation(
    listRoles,
    { query: { with: "details", limit: columns, ...(q && { q }), ...(cursor && { cursor }) } },
    { keepPrevious: true },
  );
  const roles = list.data?.items ?? [];
  const named = found(find, (name) => (name.includes(":") ? words.title(name) : words.resource(name)));
  const shown = differ ? differing(named, roles) : named;
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-start gap-3 border-b border-line px-4 py-3 sm:px-6">
        <div className="flex min-w-60 flex-1">
          <FilterBox
            value={q}
            fields={roleFilterFields}
            label={t("roles.filter")}
            placeholder={t("roles.matrix.roles")}
            onChange={(text, first) =>
              void navigate({
                search: ({ q: _q, cursor: _cursor, ...rest }) => ({ ...rest, ...(text && { q: text }) }),
                replace: !first,
              })
            }
          />
        </div>
        <div className="flex min-w-60 flex-1">
          <FilterBox
            value={find}
            label={t("roles.grid.find")}
            placeholder={t("roles.grid.find")}
            onChange={(text, first) =>
              void navigate({
                search: ({ find: _find, ...rest }) => ({ ...rest, ...(text && { find: text }) }),
                replace: !first,
              })
            }
          />
        </div>
        <Checkbox
          className="min-h-9"
          isSelected={differ}
          onChange={(on) =>
            void navigate({
              search: ({ differ: _differ, ...rest }) => ({ ...rest, ...(on && { differ: true as const }) }),
              replace: true,
            })
          }
        >
          {t("roles.matrix.differ")}
        </Checkbox>
      </div>
      <ListBody
        list={list}
        permission="roles:read"
        onClear={() => void navigate({ search: { view: "matrix" } })}
        empty={null}
      >
        {(items) =>
          shown.length === 0 ? (
            <EmptyState title={t(differ ? "roles.matrix.same" : "list.empty")} />
          ) : (
            <MatrixTable roles={items} shown={shown} />
          )
        }
      </ListBody>
      {list.data !== undefined && (list.data.next !== null || list.data.previous !== null) && (
        <Pager
          page={list.data}
          onCursor={(next) => void navigate({ search: (before) => ({ ...before, cursor: next }) })}
        />
      )}
    </>
  );
}

function MatrixTable({ roles, shown }: { roles: readonly DetailedRole[]; shown: readonly Category[] }) {
  const { t } = useI18n();
  const words = useWords();
  const { org } = route.useParams();
  return (
    <div
      role="region"
      aria-label={t("roles.view.matrix")}
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto overflow-x-auto scroll-quiet focus-visible:-outline-offset-2"
    >
      <table aria-label={t("roles.view.matrix")} className="border-separate border-spacing-0 text-start">
        <thead>
          <tr>
            <td className="sticky start-0 top-0 z-20 border-b border-line bg-sheet" />
            {roles.map(({ slug, name }) => (
              <th
                key={slug}
                scope="col"
                className="sticky top-0 z-10 h-32 w-10 min-w-10 border-b border-line bg-sheet pt-2 pb-2 align-bottom font-medium"
              >
                <Link
                  to="/o/$org/roles/$slug"
                  params={{ org, slug }}
                  className="mx-auto inline-block max-h-28 truncate text-small text-ink [writing-mode:vertical-rl] hover:underline ltr:rotate-180"
                >
                  <bdi>{name}</bdi>
                </Link>
              </th>
            ))}
          </tr>
        </thead>
        {shown.map((category) => (
          <tbody key={category.id}>
            <tr>
              <th
                scope="rowgroup"
                className="sticky start-0 z-10 bg-sheet ps-4 pt-4 pb-1 text-start text-small font-medium text-ink3 sm:ps-6"
              >
                {words.category(category.id)}
              </th>
              <td colSpan={roles.length} />
            </tr>
            {category.resources
              .flatMap(({ permissions }) => permissions)
              .map((name) => (
                <tr key={name} className="group/row">
                  <th
                    scope="row"
                    className="sticky start-0 z-10 w-60 min-w-60 border-b border-line bg-sheet py-1 ps-4 pe-3 text-start font-normal group-hover/row:bg-sunk max-sm:w-40 max-sm:min-w-40 sm:ps-6"
                  >
                    {words.title(name)}
                  </th>
                  {roles.map((role) => {
                    const mark = markIn(role, name);
                    return (
                      <td key={role.slug} className="border-b border-line group-hover/row:bg-sunk">
                        {mark !== "empty" && (
                          <span className="flex justify-center">
                            <Tick mark={mark} />
                            <span className="sr-only">{t(`roles.cell.${mark}`)}</span>
                          </span>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
