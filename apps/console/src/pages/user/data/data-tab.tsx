import type { User } from "@atrium/contracts";
import { useCan } from "../../../api/session.ts";
import { ConsentsPart } from "./consents-part.tsx";
import { ErasePart } from "./erase-part.tsx";
import { ExportPart } from "./export-part.tsx";

/** What is kept about somebody: what they agreed to, all of it as a file, and the end of it. */
export function DataTab({ person, onErased }: { person: User; onErased: () => void }) {
  const can = useCan();
  return (
    <div className="max-w-200 px-4 pb-10 sm:px-6">
      <ConsentsPart id={person.id} name={person.displayName} />
      {can("users:export_data") && <ExportPart id={person.id} />}
      {can("users:erase") && <ErasePart person={person} onErased={onErased} />}
    </div>
  );
}
