import { listAttributes, orderAttributes, type Attribute } from "@atrium/contracts";
import { Badge, Button, EmptyState, IconButton } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation, useOperationAction } from "../../api/operation.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useSayProblem } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { NoPermission } from "../../shell/problem-state.tsx";
import { Entries, Entry } from "../../ui/entries.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Section } from "../../ui/section.tsx";
import { AttributeDialog } from "./attribute-dialog.tsx";
import { DeleteAttribute } from "./delete-attribute.tsx";

const route = getRouteApi("/o/$org/settings/attributes");
const buildingMilliseconds = 2000;

/** What the organization keeps of its people beyond the common fields. */
export function AttributesPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const { attribute: opened } = route.useSearch();
  const navigate = route.useNavigate();
  const can = useCan();
  const organization = useSession().data?.organization?.name ?? org;
  const attributes = useOperation(
    listAttributes,
    {},
    {
      again: (output) =>
        output?.items.some(({ indexState }) => indexState === "building") === true && buildingMilliseconds,
    },
  );
  const setOpen = (id: string | null) =>
    void navigate({ search: id === null ? {} : { attribute: id }, replace: id === null });
  useActions([
    { id: "attribute.add", title: "attributes.add", section: "here", keys: ["c"], run: () => setOpen("new") },
  ]);
  if (!can("attributes:manage")) return <NoPermission permission="attributes:manage" />;
  const items = attributes.data?.items ?? [];
  const edited = items.find(({ id }) => id === opened) ?? null;
  const limits = attributes.data?.limits;
  const add = (
    <Button kind="primary" onPress={() => setOpen("new")}>
      {t("attributes.add")}
    </Button>
  );
  return (
    <>
      <PageHeader
        crumbs={[t("nav.settings")]}
        title={t("nav.attributes")}
        summary={t("attributes.summary", { organization })}
      />
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line scroll-quiet">
        <div className="max-w-200 px-4 pb-16 sm:px-6">
          <Section
            title={t("attributes.list")}
            detail={
              <>
                {t("attributes.listDetail")}{" "}
                {limits !== undefined &&
                  t("attributes.used", {
                    used: items.length,
                    most: limits.definitions,
                    indexed: items.filter(({ indexed, searchable }) => indexed || searchable).length,
                    mostIndexed: limits.indexed,
                  })}
              </>
            }
            action={items.length > 0 && add}
          >
            <Loaded query={attributes} permission="attributes:manage">
              {({ items: all }) =>
                all.length === 0 ? (
                  <EmptyState title={t("attributes.first")} action={add}>
                    {t("attributes.firstDetail")}
                  </EmptyState>
                ) : (
                  <AttributeList attributes={all} onEdit={setOpen} />
                )
              }
            </Loaded>
          </Section>
        </div>
      </div>
      {(opened === "new" || edited !== null) && (
        <AttributeDialog key={opened} attribute={edited} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

function AttributeList({
  attributes,
  onEdit,
}: {
  attributes: readonly Attribute[];
  onEdit: (id: string) => void;
}) {
  const { t } = useI18n();
  const say = useSayProblem();
  const order = useOperationAction(orderAttributes);
  const [deleting, setDeleting] = useState<Attribute | null>(null);
  const move = (at: number, by: number) => {
    const ids = attributes.map(({ id }) => id);
    const [moved = ""] = ids.splice(at, 1);
    ids.splice(at + by, 0, moved);
    void order.mutateAsync({ request: { body: { ids } } }).catch(say);
  };
  return (
    <>
      <Entries label={t("attributes.list")}>
        {attributes.map((attribute, at) => {
          const { id, key, name, type, description, indexState, readers, required } = attribute;
          return (
            <Entry
              key={id}
              id={id}
              title={name}
              mark={
                <>
                  <bdi className="font-mono text-small text-ink2">{key}</bdi>
                  <span className="text-small text-ink3">{t(`attributes.type.${type}`)}</span>
                  {required && <Badge>{t("attributes.required")}</Badge>}
                  {readers !== null && <Badge tone="dashed">{t("attributes.restricted")}</Badge>}
                  {indexState === "building" && <Badge tone="dashed">{t("attributes.building")}</Badge>}
                </>
              }
              {...(description !== null && { detail: description })}
              action={
                <>
                  <IconButton
                    icon="up"
                    label={t("attributes.up", { name })}
                    isDisabled={at === 0 || order.isPending}
                    onPress={() => move(at, -1)}
                  />
                  <IconButton
                    icon="down"
                    label={t("attributes.down", { name })}
                    isDisabled={at === attributes.length - 1 || order.isPending}
                    onPress={() => move(at, 1)}
                  />
                  <Button size="small" aria-label={t("attributes.edit", { name })} onPress={() => onEdit(id)}>
                    {t("user.edit")}
                  </Button>
                  <Button
                    size="small"
                    aria-label={t("attributes.deleteOf", { name })}
                    onPress={() => setDeleting(attribute)}
                  >
                    {t("attributes.delete")}
                  </Button>
                </>
              }
            />
          );
        })}
      </Entries>
      {deleting !== null && <DeleteAttribute attribute={deleting} onClose={() => setDeleting(null)} />}
    </>
  );
}
