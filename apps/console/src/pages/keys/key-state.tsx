import type { ApiKey } from "@atrium/contracts";
import { Mark, type MarkTone } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useI18n } from "../../i18n/i18n-context.tsx";

const tones = { active: "ok", expired: "warn", revoked: "quiet" } as const satisfies Record<
  ApiKey["state"],
  MarkTone
>;

export function KeyState({ state }: { state: ApiKey["state"] }) {
  const { t } = useI18n();
  return <Mark tone={tones[state]}>{t(`keys.state.${state}`)}</Mark>;
}

/** The person or the service account that a key belongs to. */
export function OwnerLink({
  owner: { type, id, name },
  organization,
}: {
  owner: ApiKey["owner"];
  organization: string;
}) {
  const shown = <bdi>{name}</bdi>;
  const look = "text-ink hover:underline";
  return type === "user" ? (
    <Link to="/o/$org/users/$id" params={{ org: organization, id }} className={look}>
      {shown}
    </Link>
  ) : (
    <Link to="/o/$org/keys/accounts/$id" params={{ org: organization, id }} className={look}>
      {shown}
    </Link>
  );
}
