import { createRole, listRoles } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, TextField } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useOperation, useOperationAction } from "../../api/operation.ts";
import { fieldErrorsOf } from "../../api/problem.ts";
import { useSession } from "../../api/session.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { startFrom } from "./new-role.ts";
import { RoleFinder } from "./role-finder.tsx";
import { slugOf } from "./slug-of.ts";

const route = getRouteApi("/o/$org/roles");

/** A role from nothing, from a template, or like another one. Its permissions are set on its own page. */
export function NewRoleDialog({ from, onClose }: { from: string | null; onClose: () => void }) {
  const { t } = useI18n();
  const { org } = route.useParams();
  const navigate = route.useNavigate();
  const { toasts } = useApp();
  const session = useSession();
  const [name, setName] = useState("");
  const [written, setWritten] = useState<string | null>(null);
  const [description, setDescription] = useState("");
  const [missing, setMissing] = useState(false);
  const sent = useRef({ content: "", key: "" });
  const slug = written ?? slugOf(name);
  const source = useOperation(
    listRoles,
    { query: { q: `slug:${from ?? ""}`, with: "details" } },
    { enabled: from !== null },
  );
  const begin = from === null ? null : (source.data?.items[0] ?? null);
  const start = startFrom(begin, new Set(session.data?.permissions ?? []));
  const action = useOperationAction(createRole, {
    onDone: (role) => {
      toasts.add({ text: t("roles.made", { name: role.name }) }, { timeout: 6000 });
      void navigate({ to: "/o/$org/roles/$slug", params: { org, slug: role.slug } });
    },
  });
  const errors = fieldErrorsOf(action.error);
  const submit = () => {
    setMissing(true);
    if (name.trim() === "" || slug === "" || action.isPending || (from !== null && begin === null)) return;
    const { left: _left, ...rights } = start;
    const body = { slug, name: name.trim(), description: description.trim(), ...rights };
    const content = JSON.stringify(body);
    if (sent.current.content !== content) sent.current = { content, key: crypto.randomUUID() };
    action.mutate({ request: { body }, options: { idempotencyKey: sent.current.key } });
  };
  const setFrom = (chosen: string | null) =>
    void navigate({
      search: ({ from: _from, ...rest }) => ({ ...rest, ...(chosen !== null && { from: chosen }) }),
      replace: true,
    });
  const slugError = errors["slug"] ?? (missing && slug === "" ? t("form.missing") : undefined);
  const nameError = errors["name"] ?? (missing && name.trim() === "" ? t("form.missing") : undefined);
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("roles.new")}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <DialogBody>
          {Object.keys(errors).length === 0 && <ProblemBanner error={action.error} />}
          <TextField
            label={t("field.name")}
            value={name}
            onChange={setName}
            maxLength={100}
            isRequired
            autoFocus
            error={nameError}
          />
          <TextField
            label={t("roles.slug")}
            description={t("roles.slug.detail")}
            value={slug}
            onChange={setWritten}
            maxLength={63}
            isRequired
            autoComplete="off"
            autoCapitalize="none"
            spellCheck="false"
            error={slugError}
            inputClassName="font-mono"
          />
          <TextField
            label={t("field.description")}
            value={description}
            onChange={setDescription}
            maxLength={500}
          />
          {from === null ? (
            <RoleFinder
              label={t("roles.new.from")}
              refusedFor={() => null}
              onChoose={(chosen) => setFrom(chosen.slug)}
            />
          ) : (
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <p className="min-w-0 flex-1">
                {begin?.template === true
                  ? t("roles.new.narrows", { role: begin.name })
                  : t("roles.new.copies", { role: begin?.name ?? from })}
                {start.left > 0 && ` ${t("roles.new.left", { count: start.left })}`}
              </p>
              <Button size="small" kind="quiet" onPress={() => setFrom(null)}>
                {t("roles.new.blank")}
              </Button>
            </div>
          )}
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isPending={action.isPending}>
            {t("roles.new.submit")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
