import type { EventName } from "@atrium/contracts";

/** The uuids of person $1 and of whoever was merged into them, so that nothing of a person's history is lost. */
export const itAndWhoBecameIt = `array(
  with recursive theirs as (
    select $1::uuid as id
    union select u.id from theirs join users u on u.merged_into = theirs.id
  ) select id from theirs)`;

/** What moves a person from one state into another. */
export const journeyStates = [
  "user.created", "registration.completed", "user.status_changed", "user.lifecycle_step", "user.merged",
  "user.unmerged", "user.deleted", "user.restored", "user.erased",
] as const satisfies readonly EventName[]; // prettier-ignore
