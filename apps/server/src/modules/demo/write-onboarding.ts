import { formatId } from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import type { ClientBase } from "pg";
import { createRandom } from "./random.ts";
import { eventFieldsOf, type Story } from "./story.ts";
import { uuidAt } from "./uuid-at.ts";
import { isoTime } from "./write-people.ts";

const checklist = {
  name: "First days",
  description: "What to do in the first two weeks. Whoever sits beside you helps.",
  forWhom: "status:active created:>-60d",
  dueDays: 14,
};
const steps = [
  { title: "Confirm your address", kind: "verify_email", fields: [] },
  { title: "Add a second factor", kind: "second_factor", fields: [] },
  {
    title: "Have your profile filled in",
    kind: "complete_profile",
    fields: ["phone", "department", "managerId"],
  },
  { title: "Meet your team", kind: "manual", fields: [] },
  { title: "Badge handed out", kind: "manual_by_admin", fields: [] },
];

/** What is asked of who is new in a company; nothing where it has such a checklist already. */
export async function writeOnboarding(client: ClientBase, story: Story): Promise<void> {
  const { organization, run, begin } = story;
  const random = createRandom(run.seed, organization.company.slug, "onboarding");
  const at = Math.floor(begin);
  const id = uuidAt(at, random);
  const stored = steps.map((step) => ({
    id: uuidAt(at, random), help: null, link: null, purposeId: null, ...step,
  })); // prettier-ignore
  const { name, description, forWhom, dueDays } = checklist;
  const { rowCount } = await client.query(
    `insert into onboarding_checklists (organization_id, id, name, name_key, description, for_whom, due_days, steps,
       enabled_at, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $9) on conflict do nothing`,
    [
      organization.id, id, name, foldText(name), description, forWhom, dueDays, JSON.stringify(stored), isoTime(at),
    ],
  ); // prettier-ignore
  if (rowCount === 0) return;
  const shown = stored.map((step) => ({ ...step, id: formatId("onboardingStep", step.id) }));
  const changes = eventFieldsOf({ ...checklist, enabled: true, steps: shown });
  const target = { type: "onboarding_checklist", id, name };
  story.tell(at, { name: "onboarding_checklist.created", target, changes });
}
