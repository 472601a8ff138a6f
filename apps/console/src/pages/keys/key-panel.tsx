import { getApiKey, permissions, type ApiKey } from "@atrium/contracts";
import { CopyText, IconButton } from "@atrium/ui";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Moment } from "../../ui/moment.tsx";
import { usePeopleNames } from "../../ui/people-names.ts";
import { KeyState, OwnerLink } from "./key-state.tsx";

/** A key beside the list: what it may do, from where, and when it was used. */
export function KeyPanel({
  id,
  organization,
  onClose,
}: {
  id: string;
  organization: string;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const found = useOperation(getApiKey, { params: { id } });
  const name = found.data?.name ?? "";
  return (
    <aside
      aria-label={t("keys.of", { name })}
      className="flex w-peek max-w-full shrink-0 flex-col gap-4 overflow-y-auto border-s border-line bg-sheet px-5 py-5 scroll-quiet max-lg:absolute max-lg:inset-y-0 max-lg:end-0 max-lg:z-20 max-lg:shadow-raised"
    >
      <div className="flex items-start gap-3">
        <h2 className="min-w-0 flex-1 font-serif text-title font-medium break-words">
          <bdi>{name}</bdi>
        </h2>
        <IconButton icon="close" label={t("app.close")} className="-me-2 -mt-1" onPress={onClose} />
      </div>
      <Loaded query={found} permission="api_keys:read">
        {(key) => <KeyFacts apiKey={key} organization={organization} />}
      </Loaded>
    </aside>
  );
}

function isPermission(name: string): name is keyof typeof permissions {
  return Object.hasOwn(permissions, name);
}

function KeyFacts({ apiKey, organization }: { apiKey: ApiKey; organization: string }) {
  const { t, find, number, dateTime } = useI18n();
  const names = usePeopleNames([apiKey.createdBy]);
  const copyable = (text: string) => <CopyText text={text} copy={t("app.copy")} copied={t("app.copied")} />;
  const used = (
    <span>
      <Moment iso={apiKey.lastUsedAt} none={t("keys.neverUsed")} />{" "}
      {apiKey.lastUsedIp !== null && <bdi>{t("keys.usedFrom", { ip: apiKey.lastUsedIp })}</bdi>}
    </span>
  );
  const titleOf = (name: string) =>
    find(`permission.${name}`) ?? (isPermission(name) ? permissions[name].title : name);
  return (
    <>
      <Facts
        facts={[
          { name: t("keys.state"), value: <KeyState state={apiKey.state} /> },
          { name: t("keys.owner"), value: <OwnerLink owner={apiKey.owner} organization={organization} /> },
          { name: t("keys.column.used"), value: used },
          {
            name: t("keys.column.expires"),
            value: apiKey.expiresAt === null ? t("keys.never") : dateTime(apiKey.expiresAt),
          },
          ...(apiKey.rotatedAt === null
            ? []
            : [{ name: t("keys.rotated"), value: <Moment iso={apiKey.rotatedAt} none="" /> }]),
          ...(apiKey.previousUntil === null
            ? []
            : [{ name: t("keys.previous"), value: dateTime(apiKey.previousUntil) }]),
          {
            name: t("keys.calls"),
            value: apiKey.callsPerMinute === null ? t("keys.callsPlan") : number(apiKey.callsPerMinute),
          },
          {
            name: t("keys.addresses"),
            value:
              apiKey.allowedAddresses.length === 0
                ? t("keys.anywhere")
                : apiKey.allowedAddresses.map((address) => (
                    <bdi key={address} dir="ltr" className="font-mono text-small">
                      {address}
                    </bdi>
                  )),
          },
          {
            name: t("keys.createdBy"),
            value: apiKey.createdBy === null ? null : (names.get(apiKey.createdBy) ?? apiKey.createdBy),
          },
          { name: t("keys.made"), value: <Moment iso={apiKey.createdAt} none="" /> },
          {
            name: t("keys.start"),
            value: <bdi className="font-mono text-small break-all">{apiKey.start}…</bdi>,
          },
          { name: t("field.id"), value: copyable(apiKey.id) },
        ]}
      />
      <section className="border-t border-line pt-4">
        <h3 className="pb-2 font-semibold">{t("keys.scopes")}</h3>
        <ul className="flex flex-col gap-1.5">
          {apiKey.scopes.map((scope) => (
            <li key={scope} className="leading-4">
              {titleOf(scope)}
              <bdi dir="ltr" className="block font-mono text-small text-ink3">
                {scope}
              </bdi>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
