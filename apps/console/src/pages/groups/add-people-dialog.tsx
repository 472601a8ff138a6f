import { listGroupMembers, listUsers, mostMembersAtOnce } from "@atrium/contracts";
import { Button, Combobox, Dialog, DialogActions, DialogBody, IconButton } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { quoteForFilter } from "../../ui/quote-for-filter.ts";
import { useMembers } from "./use-members.ts";

type Person = { readonly id: string; readonly name: string; readonly email: string };

/** People looked for by name, several at once; who is there already is said and not put in twice. */
export function AddPeopleDialog({
  group,
  onClose,
}: {
  group: { id: string; name: string };
  onClose: () => void;
}) {
  const { t } = useI18n();
  const can = useCan();
  const members = useMembers(group);
  const [typed, setTyped] = useState("");
  const [people, setPeople] = useState<readonly Person[]>([]);
  const [problem, setProblem] = useState<Error | null>(null);
  const found = useOperation(
    listUsers,
    { query: { limit: 10, count: "none", sort: "name", ...(typed !== "" && { q: quoteForFilter(typed) }) } },
    { enabled: can("users:read"), keepPrevious: true },
  );
  const there = useOperation(
    listGroupMembers,
    {
      params: { id: group.id },
      query: { by: "hand", limit: 200, count: "none", q: `id:${people.map(({ id }) => id).join(",")}` },
    },
    { enabled: people.length > 0, keepPrevious: true },
  );
  const inIt = new Set(there.data?.items.map(({ userId }) => userId));
  const coming = people.filter(({ id }) => !inIt.has(id));
  const options = (found.data?.items ?? [])
    .filter(({ id }) => !people.some((person) => person.id === id))
    .map(({ id, displayName, email }) => ({ id, label: displayName, detail: email }));
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("groups.add.title", { group: group.name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (coming.length > 0) members.add(coming).then(onClose, setProblem);
        }}
      >
        <DialogBody>
          <p>{t("groups.add.detail")}</p>
          <ProblemBanner error={problem} />
          <Combobox
            key={people.length}
            label={t("groups.add.who")}
            value={null}
            autoFocus
            options={people.length < Math.min(mostMembersAtOnce, 100) ? options : []}
            onType={(text) => setTyped(text.trim())}
            onChange={(choice) =>
              choice !== null &&
              setPeople([...people, { id: choice.id, name: choice.label, email: choice.detail ?? "" }])
            }
            placeholder={t("groups.add.placeholder")}
            empty={t("access.who.none")}
          />
          {people.length > 0 && (
            <ul
              aria-label={t("groups.add.chosen")}
              className="flex max-h-56 flex-col overflow-y-auto scroll-quiet"
            >
              {people.map(({ id, name, email }) => (
                <li key={id} className="flex items-center gap-2 border-b border-line py-1 last:border-b-0">
                  <span className="min-w-0 flex-1 truncate">
                    <bdi className="font-medium text-ink">{name}</bdi>{" "}
                    <bdi className="text-small">{inIt.has(id) ? t("groups.add.there") : email}</bdi>
                  </span>
                  <IconButton
                    icon="close"
                    label={t("groups.add.drop", { name })}
                    onPress={() => setPeople(people.filter((person) => person.id !== id))}
                  />
                </li>
              ))}
            </ul>
          )}
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button
            type="submit"
            kind="primary"
            isPending={members.isBusy}
            isDisabled={coming.length === 0 || there.isFetching}
          >
            {t("groups.add.submit", { count: coming.length })}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
