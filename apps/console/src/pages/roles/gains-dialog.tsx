import { simulateAccess } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useOrganizationSlug } from "../../api/organization-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import type { RoleDraft } from "./role-draft.ts";
import { useWords } from "./words.ts";

/** Person by person, what the change would give and take: worked out by the same engine that answers at the door. */
export function GainsDialog({
  slug,
  draft,
  onClose,
}: {
  slug: string;
  draft: RoleDraft;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const words = useWords();
  const organization = useOrganizationSlug() ?? "";
  const [cursor, setCursor] = useState<string | null>(null);
  const found = useOperation(
    simulateAccess,
    {
      body: {
        changes: [
          {
            do: "role.update",
            role: slug,
            permissions: [...draft.permissions],
            inherits: [...draft.inherits],
          },
        ],
        limit: 25,
        ...(cursor !== null && { cursor }),
      },
    },
    { keepPrevious: true },
  );
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("roles.gains.title")} width="wide">
      <DialogBody>
        <Loaded query={found} permission="access:read">
          {({ items, next }) => (
            <>
              {items.length === 0 && <p>{t("roles.gains.nobody")}</p>}
              <ul className="border-t border-line">
                {items.map(({ subject, name, at }) => (
                  <li key={subject} className="border-b border-line py-2.5">
                    <Link
                      to="/o/$org/users/$id"
                      params={{ org: organization, id: subject }}
                      className="font-semibold text-ink hover:underline"
                    >
                      <bdi>{name}</bdi>
                    </Link>
                    {at.map(({ scope, gains, loses }) => (
                      <div key={scope} className="text-small">
                        {scope !== "organization" && <p className="text-ink3">{scope}</p>}
                        {gains.length > 0 && (
                          <p className="text-ok">
                            {t("roles.gains.gains", { what: words.permissions(gains) })}
                          </p>
                        )}
                        {loses.length > 0 && (
                          <p className="text-bad">
                            {t("roles.gains.loses", { what: words.permissions(loses) })}
                          </p>
                        )}
                      </div>
                    ))}
                  </li>
                ))}
              </ul>
              {(next !== null || cursor !== null) && (
                <div className="flex gap-2">
                  <Button isDisabled={cursor === null} onPress={() => setCursor(null)}>
                    {t("roles.firstPage")}
                  </Button>
                  <Button isDisabled={next === null} onPress={() => setCursor(next)}>
                    {t("users.nextPage")}
                  </Button>
                </div>
              )}
            </>
          )}
        </Loaded>
      </DialogBody>
      <DialogActions>
        <Button onPress={onClose} autoFocus>
          {t("app.close")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
