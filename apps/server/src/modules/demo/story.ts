import { diff } from "#kernel/events/diff";
import type { Change, Json } from "#kernel/events/record";
import { actorOf, makeDevice, systemActor, type Moment } from "./moment.ts";
import type { Opened, Run } from "./organization.ts";
import { createRandom } from "./random.ts";
import { day } from "./working-time.ts";

/** What an owner did to set a company up. */
export type Story = {
  readonly organization: Opened;
  readonly run: Run;
  /** When it began: with the company, or within the time that is told of. */
  readonly begin: number;
  readonly tell: (at: number, happening: Moment["happening"]) => void;
  readonly moments: readonly Moment[];
};

export const eventFieldsOf = (fields: Record<string, Json>): Change[] => diff({}, fields);

export function storyOf(organization: Opened, run: Run): Story {
  const random = createRandom(run.seed, organization.company.slug, "story");
  const { owner } = organization;
  const moments: Moment[] = [];
  const device = makeDevice(random);
  return {
    organization,
    run,
    begin:
      Math.max(organization.createdAt, run.now - run.days * day) + (run.now - organization.createdAt) / 50,
    tell(at, happening) {
      if (run.telling.joinings === "none") return;
      const actor = owner === null ? systemActor("setup") : actorOf(owner);
      moments.push({ at, actor, device: owner === null ? null : device, sessionId: null, happening });
    },
    moments,
  };
}
