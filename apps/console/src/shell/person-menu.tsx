import { Avatar, Menu } from "@atrium/ui";
import { Button } from "react-aria-components/Button";
import { useActionList } from "../actions/use-actions.ts";
import { useSession } from "../api/session.ts";
import { useI18n } from "../i18n/i18n-context.tsx";
import { ThemeControl } from "../ui/theme-control.tsx";

const offered = ["profile", "ownSecurity", "help", "density", "signOut", "impersonation.end"];

export function PersonMenu() {
  const { t } = useI18n();
  const { data } = useSession();
  const actions = useActionList();
  const entries = offered.flatMap((id) => {
    const action = actions.find((one) => one.id === id);
    return action === undefined ? [] : [{ id, label: t(action.title), keys: action.keys?.[0] }];
  });
  const name = data?.user?.displayName ?? data?.account.email ?? "";

  return (
    <div className="flex items-center gap-1 border-t border-line pt-2.5">
      <div className="min-w-0 flex-1">
        <Menu
          label={t("nav.you")}
          placement="top start"
          entries={entries}
          onAction={(id) => actions.find((one) => one.id === id)?.run()}
        >
          <Button className="flex min-h-10 w-full cursor-default items-center gap-2.5 rounded-control px-1.5 text-start">
            <Avatar name={name} />
            <span className="sr-only">{t("nav.you")}</span>
            <span dir="auto" className="w-fit max-w-full min-w-0 truncate font-medium">
              {name}
            </span>
          </Button>
        </Menu>
      </div>
      <ThemeControl />
    </div>
  );
}
