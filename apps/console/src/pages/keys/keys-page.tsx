import { Button, Tabs } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useActions } from "../../actions/use-actions.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { AccountDialog } from "./account-dialog.tsx";
import { AccountsTab } from "./accounts-tab.tsx";
import { KeysTab } from "./keys-tab.tsx";
import { MakeKeyDialog } from "./make-key-dialog.tsx";

const route = getRouteApi("/o/$org/keys");
const tabs = ["keys", "accounts"] as const;

/** What programs sign in with, and whom they are. */
export function KeysPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const can = useCan();
  const organization = useSession().data?.organization?.name ?? org;
  const seen = tabs.filter((id) => can(id === "keys" ? "api_keys:read" : "service_accounts:read"));
  const tab = search.tab ?? seen[0] ?? "keys";
  const mayMake = can(tab === "keys" ? "api_keys:create" : "service_accounts:manage");
  const { make, ...place } = search;
  const setMaking = (making: boolean) =>
    void navigate({ search: { ...place, ...(making && { make: true as const }) }, replace: !making });
  const close = () => setMaking(false);
  const title = tab === "keys" ? "keys.make" : "accounts.make";
  useActions(
    mayMake ? [{ id: "keys.make", title, section: "here", keys: ["n"], run: () => setMaking(true) }] : [],
  );
  const offer = mayMake && (
    <Button kind="primary" onPress={() => setMaking(true)}>
      {t(title)}
    </Button>
  );
  return (
    <>
      <PageHeader
        crumbs={[t("nav.access")]}
        title={t("keys.title")}
        summary={t("keys.summary", { organization })}
        actions={offer}
      />
      <Tabs
        label={t("keys.tabs")}
        tabs={seen.map((id) => ({ id, label: t(`keys.tab.${id}`) }))}
        selected={tab}
        onSelect={(id) => void navigate({ search: id === "accounts" ? { tab: "accounts" } : {} })}
      >
        {tab === "keys" ? <KeysTab offer={offer} /> : <AccountsTab offer={offer} />}
      </Tabs>
      {make === true &&
        mayMake &&
        (tab === "keys" ? <MakeKeyDialog onClose={close} /> : <AccountDialog onClose={close} />)}
    </>
  );
}
