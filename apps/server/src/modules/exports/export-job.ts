import { setTimeout as rest } from "node:timers/promises";
import { exportFormats, userSort, type Permission } from "@atrium/contracts";
import { z } from "zod";
import type { Reader } from "#kernel/db/reader";
import type { Parameter, RawRow } from "#kernel/db/statement";
import { readSnapshot } from "#kernel/db/snapshot";
import type { Filterable } from "#kernel/filter-list";
import { job, type JobContext } from "#kernel/jobs/kind";
import type { Attributes } from "#modules/attributes";
import { inSelection } from "#modules/selections";
import { conditionOfText, type FilterOf, type MoreUserColumns } from "#modules/users";
import { columnsNamed } from "./columns.ts";
import { fileName, fileOf, fileType } from "./file.ts";
import { rowOrder } from "./order.ts";

export const exportKind = "users.export";
export const exportPermissions: readonly Permission[] = ["users:export", "users:read"];

export const exportInput = z.object({
  format: z.enum(exportFormats),
  q: z.string().nullable(),
  selection: z.string().nullable(),
  sort: userSort,
  columns: z.array(z.string()),
  gzip: z.boolean(),
  byteOrderMark: z.boolean(),
  /** When it was asked for: what a filter says of time counts from there, whenever it runs. */
  asOf: z.string(),
});
export type ExportInput = z.output<typeof exportInput>;

type Selected = { readonly where: string; readonly values: readonly Parameter[] };

async function selected(db: Reader, input: ExportInput, filterable: Filterable): Promise<Selected> {
  const { where, values } =
    input.selection !== null && input.q === null
      ? { where: "true", values: [] }
      : await conditionOfText(db, input.q ?? undefined, new Date(input.asOf), filterable);
  if (input.selection === null) return { where, values };
  return {
    where: `(${where}) and ${inSelection(`$${values.length + 1}`)}`,
    values: [...values, input.selection],
  };
}

async function* watched(
  context: JobContext,
  batches: AsyncIterable<readonly RawRow[]>,
  count: (rows: number) => Promise<void>,
): AsyncGenerator<readonly RawRow[]> {
  for await (const batch of batches) {
    // Whoever lost the right to it gets no more rows, and no file of those before.
    await context.acting();
    const begun = context.clock.monotonic();
    yield batch;
    await count(batch.length);
    // Twice as long as it worked: whoever asks for something meanwhile is seldom behind it.
    await rest(2 * (context.clock.monotonic() - begun));
  }
}

export type ExportJobDeps = {
  readonly moreColumns: MoreUserColumns;
  readonly filterOf: FilterOf;
  readonly attributes: Attributes;
};

/** Writes one file from one snapshot. It changes nobody, so one that died simply begins again. */
export const exportJob = ({ moreColumns, filterOf, attributes }: ExportJobDeps) =>
  job({
    kind: exportKind,
    input: exportInput,
    maxAttempts: 3,
    run: async (context, input) => {
      const caller = await context.acting();
      const columns = await columnsNamed(context.db, caller, input.columns, moreColumns);
      const { where, values } = await selected(context.db, input, await filterOf(context.db, caller));
      const order = await rowOrder(context.db, caller, input.sort, attributes);
      const text = `select ${columns.map(({ sql }) => sql).join(", ")} from ${order.from} where ${where}
        order by ${order.by}`;
      const name = fileName(input, new Date(input.asOf));
      let done = 0;
      const file = await readSnapshot(context.database, context.organizationId, { text, values }, (batches) =>
        context.artefact(
          { name, contentType: fileType(input), permission: "users:export" },
          fileOf(
            input,
            columns,
            watched(context, batches, async (rows) => {
              done += rows;
              await context.progress(done, null);
            }),
          ),
        ),
      );
      await context.batch(async (_db, { record }) => {
        record({
          name: "users.exported",
          target: { type: "job", id: context.jobId, name },
          data: { rows: done, format: input.format, filter: input.q, columns: columns.map(({ key }) => key), sha256: file.sha256 },
        }); // prettier-ignore
        return { checkpoint: { done }, done, total: done, value: null };
      });
      return { rows: done, file: name, bytes: file.bytes };
    },
    sumUp: () => Promise.resolve({ file: null }),
  });
