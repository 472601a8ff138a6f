import { setTimeout as sleep } from "node:timers/promises";
import type { Job } from "@atrium/contracts";
import type { Person } from "./people.ts";

/** Waits until a job has ended; the test's own time limit ends that. */
export async function ended(person: Person, id: string): Promise<Job> {
  for (;;) {
    const job = await person.api.jobs.get({ params: { id } });
    if (job.state !== "queued" && job.state !== "running") return job;
    await sleep(25);
  }
}
