import type { User } from "@atrium/contracts";
import { useState } from "react";
import { useCan } from "../../../api/session.ts";
import { NoPermission } from "../../../shell/problem-state.tsx";
import { ConfirmDialog, type Confirmation } from "../../../ui/confirm-dialog.tsx";
import { AttemptsPart } from "./attempts-part.tsx";
import { CredentialsPart } from "./credentials-part.tsx";
import { KeysPart } from "./keys-part.tsx";
import { SessionsPart } from "./sessions-part.tsx";

/** How somebody gets in, and what an admin may do about it; each part for those who hold its right. */
export function SecurityTab({ person }: { person: User }) {
  const can = useCan();
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const parts = [
    can("sessions:read") && <SessionsPart key="sessions" person={person} ask={setAsked} />,
    can("credentials:reset") && <CredentialsPart key="credentials" person={person} ask={setAsked} />,
    can("api_keys:read") && <KeysPart key="keys" id={person.id} />,
    can("security:read") && <AttemptsPart key="attempts" id={person.id} />,
  ].filter((part) => part !== false);
  if (parts.length === 0) return <NoPermission permission="sessions:read" />;
  return (
    <div className="max-w-200 px-4 pb-10 sm:px-6">
      {parts}
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </div>
  );
}
