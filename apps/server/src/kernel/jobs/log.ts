import type { Reader } from "#kernel/db/reader";
import { command } from "#kernel/db/statement";

export type LogLevel = "info" | "warning" | "error";
export type JobLog = (level: LogLevel, line: string) => Promise<void>;

/** Most lines of one job; past it the oldest make room. */
export const mostLines = 500;
const longestLine = 500;

const addLine = command<[string, string, string, string, string]>(
  `with added as (
     insert into job_logs (organization_id, job_id, number, at, level, line)
     select $1::uuid, $2::uuid, coalesce(max(number), 0) + 1, $3::timestamptz, $4::text, $5::text
     from job_logs where organization_id = $1::uuid and job_id = $2::uuid
     returning number
   ) delete from job_logs l using added
     where l.organization_id = $1::uuid and l.job_id = $2::uuid and l.number <= added.number - ${mostLines}`,
);

export function createJobLog(
  db: Reader,
  from: { organizationId: string; jobId: string; now: () => Date },
): JobLog {
  return async (level, line) => {
    // PostgreSQL keeps no NUL in a text, and a line is a line.
    const shown = line.replaceAll(/[\0-\x1f]+/g, " ").slice(0, longestLine);
    await db.query(addLine(from.organizationId, from.jobId, from.now().toISOString(), level, shown));
  };
}
