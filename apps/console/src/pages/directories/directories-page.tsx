import { listConnections } from "@atrium/contracts";
import { Badge, buttonClass, Cell, ColumnHeader, EmptyState, Mark, Row, Table, TableHead } from "@atrium/ui";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { ListBody } from "../../ui/list-body.tsx";
import { Moment } from "../../ui/moment.tsx";

const route = getRouteApi("/o/$org/settings/directories");

/** The identity providers that people may come through. */
export function DirectoriesPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const navigate = route.useNavigate();
  const can = useCan();
  const organization = useSession().data?.organization?.name ?? org;
  const list = useOperation(listConnections);
  const mayConnect = can("connections:manage");
  useActions(
    mayConnect
      ? [
          {
            id: "directory.create",
            title: "directories.connect",
            section: "here",
            run: () => void navigate({ to: "/o/$org/settings/directories/new", params: { org } }),
          },
        ]
      : [],
  );
  const connect = mayConnect && (
    <Link to="/o/$org/settings/directories/new" params={{ org }} className={buttonClass({ kind: "primary" })}>
      {t("directories.connect")}
    </Link>
  );
  return (
    <>
      <PageHeader
        crumbs={[t("nav.settings")]}
        title={t("nav.directories")}
        summary={t("directories.summary", { organization })}
        actions={connect}
      />
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line scroll-quiet">
        <ListBody
          list={list}
          permission="connections:read"
          empty={
            <EmptyState title={t("directories.first")} action={connect}>
              {t("directories.firstDetail")}
            </EmptyState>
          }
          onClear={null}
        >
          {(items) => (
            <Table label={t("nav.directories")}>
              <TableHead>
                <ColumnHeader className="ps-4 sm:ps-6">{t("field.name")}</ColumnHeader>
                <ColumnHeader>{t("users.column.status")}</ColumnHeader>
                <ColumnHeader className="max-md:hidden">{t("field.domains")}</ColumnHeader>
                <ColumnHeader end className="pe-6 max-sm:hidden">
                  {t("field.updatedAt")}
                </ColumnHeader>
              </TableHead>
              <tbody>
                {items.map(({ id, name, kind, preset, status, domains, updatedAt }) => (
                  <Row key={id} rowKey={id}>
                    <Cell header className="ps-4 sm:ps-6">
                      <Link
                        to="/o/$org/settings/directories/$id"
                        params={{ org, id }}
                        className="font-semibold text-ink hover:underline"
                      >
                        <bdi>{name}</bdi>
                      </Link>
                      <span className="block text-small text-ink2">
                        {preset === "generic"
                          ? t(`directories.kind.${kind}`)
                          : t(`directories.preset.${preset}`)}
                      </span>
                    </Cell>
                    <Cell>
                      <Mark tone={status === "active" ? "ok" : "quiet"}>{t(`status.${status}`)}</Mark>
                    </Cell>
                    <Cell className="max-md:hidden">
                      <span className="flex flex-wrap gap-1">
                        {domains.map(({ domain, provenAt }) => (
                          <Badge key={domain} tone={provenAt === null ? "dashed" : "plain"}>
                            {domain}
                          </Badge>
                        ))}
                      </span>
                    </Cell>
                    <Cell end className="pe-6 text-ink2 max-sm:hidden">
                      <Moment iso={updatedAt} none="" />
                    </Cell>
                  </Row>
                ))}
              </tbody>
            </Table>
          )}
        </ListBody>
      </div>
    </>
  );
}
