import { setTimeout as sleep } from "node:timers/promises";
import type { ImportDetail, ImportState, Request, updateImport } from "@atrium/contracts";
import type { Person } from "./people.ts";

const working: readonly ImportState[] = ["reading", "checking", "running"];

/** Waits until nothing works on an import any more. */
export async function settled(person: Person, id: string): Promise<ImportDetail> {
  for (;;) {
    const found = await person.api.imports.get({ params: { id } });
    if (!working.includes(found.state)) return found;
    await sleep(25);
  }
}

/** Brings a file and waits until it is read. */
export async function bring(
  person: Person,
  content: string | Buffer,
  name = "people.csv",
): Promise<ImportDetail> {
  const body = new Uint8Array(Buffer.from(content));
  const { id: upload } = await person.api.uploads.create({ query: { name }, body });
  const { id } = await person.api.imports.create({ body: { upload } });
  return settled(person, id);
}

/** Maps where that is wanted, and waits for the dry run. */
export async function tried(
  person: Person,
  id: string,
  wanted: Request<typeof updateImport>["body"] = {},
): Promise<ImportDetail> {
  if (Object.keys(wanted).length > 0) await person.api.imports.update({ params: { id }, body: wanted });
  await person.api.imports.check({ params: { id } });
  return settled(person, id);
}

export async function ran(person: Person, id: string): Promise<ImportDetail> {
  await person.api.imports.run({ params: { id } });
  return settled(person, id);
}

/** The file with the rows that could not be brought in; null where there is none. */
export async function errorsOf(person: Person, job: string | null): Promise<string | null> {
  if (job === null) return null;
  const { artefacts } = await person.api.jobs.get({ params: { id: job } });
  if (!artefacts.some(({ name }) => name === "errors.csv")) return null;
  return (await person.api.jobs.getArtefact({ params: { id: job, name: "errors.csv" } })).text();
}
