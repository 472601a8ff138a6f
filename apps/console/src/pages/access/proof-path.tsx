import type { Output, ProofStep, explainAccess } from "@atrium/contracts";
import { classNames } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useI18n, type I18n } from "../../i18n/i18n-context.tsx";
import type { MessageKey } from "../../messages/en.ts";
import { useGrantNotes } from "./grant-notes.ts";
import { usePermissionWords, useScopeWords, type Names } from "./words.ts";

export type Proof = NonNullable<Output<typeof explainAccess>["proof"]>;

export type PathNode = {
  readonly key: string;
  readonly name: ReactNode;
  /** What leads from here to the next. */
  readonly relation: string | null;
  readonly note?: ReactNode;
  readonly missing?: boolean;
};

function relationOf(
  step: ProofStep,
  next: ProofStep | undefined,
  after: ProofStep | undefined,
): MessageKey | null {
  if (next === undefined) return null;
  if (step.kind === "key") return "access.step.owner";
  if (step.kind === "role") return next.kind === "role" ? "access.step.inherits" : "access.step.allows";
  if (next.kind === "grant") return after?.kind === "role" ? "access.step.holds" : "access.step.given";
  return step.kind === "group" ? "access.step.below" : "access.step.member";
}

/** A grant is no place of its own on the way: it is told at whoever holds it. */
function nodesOf(
  proof: Proof,
  names: Names,
  { t }: I18n,
  show: { name: (step: ProofStep) => ReactNode; grant: ReactNode },
): PathNode[] {
  const { path } = proof;
  return path.flatMap((step, at): PathNode[] => {
    if (step.kind === "grant") return [];
    const [next, after] = [path[at + 1], path[at + 2]];
    const relation = relationOf(step, next, after);
    return [
      {
        key: `${step.kind} ${step.id ?? step.name}`,
        name: show.name(step),
        relation: relation === null ? null : t(relation),
        ...(next?.kind === "grant" && { note: show.grant }),
      },
    ];
  });
}

/** From who asks, over groups, grants and roles, to the right: in the accent, which is kept for proof. */
export function ProofPath({
  proof,
  names,
  organization,
  scope,
}: {
  proof: Proof;
  names: Names;
  organization: string;
  scope: string;
}) {
  const i18n = useI18n();
  const { title } = usePermissionWords();
  const scopeWords = useScopeWords();
  const notes = useGrantNotes();
  const name = (step: ProofStep): ReactNode => {
    if (step.kind === "permission") {
      return (
        <>
          {title(step.name)} <code className="font-mono text-small text-ink2">{step.name}</code>
        </>
      );
    }
    if (step.kind === "role") return names[step.name] ?? step.name;
    if (step.kind === "person" && step.id !== null) {
      return (
        <Link
          to="/o/$org/users/$id"
          params={{ org: organization, id: step.id }}
          search={{ tab: "access" }}
          className="hover:underline"
        >
          {step.name}
        </Link>
      );
    }
    if (step.kind === "group" && step.id !== null) {
      return (
        <Link
          to="/o/$org/access"
          params={{ org: organization }}
          search={{ who: step.id }}
          className="hover:underline"
        >
          {step.name}
        </Link>
      );
    }
    return step.name;
  };
  const nodes = nodesOf(proof, names, i18n, { name, grant: notes(proof.grant, names).join(" · ") });
  return <Path label={i18n.t("access.proof")} nodes={nodes} end={scopeWords(scope, names)} />;
}

export function Path({ label, nodes, end }: { label: string; nodes: readonly PathNode[]; end?: string }) {
  return (
    <ol aria-label={label} className="max-w-150">
      {nodes.map(({ key, name, relation, note, missing = false }, at) => {
        const isLast = at === nodes.length - 1;
        return (
          <li key={key} className="relative flex gap-3 pb-4 last:pb-0">
            {!isLast && (
              <span
                aria-hidden="true"
                className={classNames(
                  "absolute start-[5px] top-4 bottom-[-4px] border-s-2",
                  missing ? "border-dashed border-ink3" : "border-accent",
                )}
              />
            )}
            <span
              aria-hidden="true"
              className={classNames(
                "z-1 mt-1 size-3 shrink-0 rounded-full border-2",
                missing && !isLast ? "border-ink" : missing ? "border-dashed border-ink3" : "border-accent",
                isLast && !missing ? "bg-accent shape-filled" : "bg-sheet",
              )}
            />
            <div className="flex min-w-0 flex-1 flex-wrap justify-between gap-x-4">
              <div className="min-w-0">
                <bdi className={classNames("break-words", isLast ? "font-semibold text-ink" : "text-ink")}>
                  {name}
                </bdi>
                {note !== undefined && note !== "" && <div className="text-small text-ink3">{note}</div>}
              </div>
              <span className="text-small leading-5 text-ink3">{relation ?? end}</span>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
