import { resendInvitation, revokeInvitation, type Invitation } from "@atrium/contracts";
import { Badge, Button, Cell, ColumnHeader, Mark, Row, Table, TableHead, type MarkTone } from "@atrium/ui";
import { useState } from "react";
import { useCan } from "../../api/session.ts";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ConfirmDialog, type Confirmation } from "../../ui/confirm-dialog.tsx";
import { Moment } from "../../ui/moment.tsx";
import { PersonLink } from "../../ui/person-link.tsx";
import { useRoleNames } from "../../ui/role-names.ts";

const tones = { open: "info", accepted: "ok", revoked: "quiet", expired: "warn" } as const satisfies Record<
  Invitation["state"],
  MarkTone
>;

export function InvitationsTable({
  invitations,
  organization,
}: {
  invitations: readonly Invitation[];
  organization: string;
}) {
  const { t } = useI18n();
  const can = useCan();
  const roleName = useRoleNames();
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const resend = useVerb(resendInvitation, t("invitations.resent"));
  const revoke = useVerb(revokeInvitation, t("invitations.revoked"));
  const mayInvite = can("invitations:create");
  return (
    <>
      <Table label={t("invitations.title")}>
        <TableHead>
          <ColumnHeader className="ps-4 sm:ps-6">{t("users.column.person")}</ColumnHeader>
          <ColumnHeader>{t("events.state")}</ColumnHeader>
          <ColumnHeader className="max-md:hidden">{t("field.roles")}</ColumnHeader>
          <ColumnHeader className="max-md:hidden">{t("invitations.by")}</ColumnHeader>
          <ColumnHeader end className="pe-6">
            <span className="sr-only">{t("user.more")}</span>
          </ColumnHeader>
        </TableHead>
        <tbody>
          {invitations.map(
            ({
              id,
              email,
              firstName,
              lastName,
              roles,
              state,
              inviterName,
              sentAt,
              expiresAt,
              acceptedUserId,
            }) => {
              const name = [firstName, lastName].filter(Boolean).join(" ");
              return (
                <Row key={id} rowKey={id}>
                  <Cell header className="ps-4 sm:ps-6">
                    {acceptedUserId === null ? (
                      <bdi className="font-semibold break-all">{email}</bdi>
                    ) : (
                      <PersonLink id={acceptedUserId} organization={organization}>
                        {email}
                      </PersonLink>
                    )}
                    {name !== "" && <bdi className="block text-small text-ink2">{name}</bdi>}
                  </Cell>
                  <Cell>
                    <Mark tone={tones[state]}>{t(`invitations.state.${state}`)}</Mark>
                    {state === "open" && (
                      <span className="block text-small text-ink2">
                        {t("invitations.expires")} <Moment iso={expiresAt} none="" />
                      </span>
                    )}
                  </Cell>
                  <Cell className="max-md:hidden">
                    <span className="flex flex-wrap gap-1">
                      {roles.map((slug) => (
                        <Badge key={slug}>{roleName(slug)}</Badge>
                      ))}
                    </span>
                  </Cell>
                  <Cell className="text-ink2 max-md:hidden">
                    <bdi>{inviterName}</bdi>
                    <span className="block text-small">
                      <Moment iso={sentAt} none="" />
                    </span>
                  </Cell>
                  <Cell end className="pe-4 sm:pe-6">
                    {mayInvite && (state === "open" || state === "expired") && (
                      <span className="flex flex-wrap justify-end gap-2">
                        <Button
                          size="small"
                          isDisabled={resend.isPending}
                          aria-label={t("invitations.resendOf", { email })}
                          onPress={() => resend.run({ params: { id } })}
                        >
                          {t("invitations.resend")}
                        </Button>
                        {state === "open" && (
                          <Button
                            size="small"
                            kind="danger"
                            aria-label={t("invitations.revokeOf", { email })}
                            onPress={() =>
                              setAsked({
                                title: t("invitations.revokeTitle", { email }),
                                detail: t("invitations.revokeDetail"),
                                submit: t("invitations.revoke"),
                                onConfirm: () => revoke.run({ params: { id } }),
                              })
                            }
                          >
                            {t("invitations.revoke")}
                          </Button>
                        )}
                      </span>
                    )}
                  </Cell>
                </Row>
              );
            },
          )}
        </tbody>
      </Table>
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}
