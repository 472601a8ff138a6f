import { formatId, type Upload } from "@atrium/contracts";
import { command, statement, type RawRow } from "#kernel/db/statement";
import { integer, text, time } from "#kernel/db/values";

export type UploadRow = Upload & { readonly uuid: string; readonly key: string };

const columns = "id, name, content_type, bytes, sha256, created_at, expires_at, storage_key";

function readUpload(row: RawRow): UploadRow {
  return {
    uuid: text(row, 0),
    id: formatId("upload", text(row, 0)),
    name: text(row, 1),
    contentType: text(row, 2),
    bytes: integer(row, 3),
    sha256: text(row, 4),
    createdAt: time(row, 5),
    expiresAt: time(row, 6),
    key: text(row, 7),
  };
}

/** Only whoever brought a file knows of it. */
export const findUpload = statement<[id: string, by: string, now: string], UploadRow>(
  `select ${columns} from uploads where id = $1 and created_by = $2 and expires_at > $3 and stored_at is not null`,
  readUpload,
);

export const waitingBytes = statement<[now: string], number>(
  "select coalesce(sum(bytes), 0) from uploads where expires_at > $1",
  (row) => integer(row, 0),
);

export const reserve = command<
  [id: string, name: string, key: string, bytes: number, by: string, now: string, until: string]
>(
  `insert into uploads (organization_id, id, name, content_type, storage_key, bytes, created_by, created_at, expires_at)
   values (current_organization(), $1, $2, '', $3, $4, $5, $6, $7)`,
);

export const keep = statement<
  [id: string, type: string, bytes: number, sha256: string, now: string],
  UploadRow
>(
  `update uploads set content_type = $2, bytes = $3, sha256 = $4, stored_at = $5 where id = $1 returning ${columns}`,
  readUpload,
);

/** From then on nobody finds it; the file itself goes with the next clean-up. */
export const letGo = command<[id: string, now: string]>("update uploads set expires_at = $2 where id = $1");

export const expired = statement<[now: string, limit: number], { id: string; key: string }>(
  "select id, storage_key from uploads where expires_at <= $1 order by expires_at limit $2",
  (row) => ({ id: text(row, 0), key: text(row, 1) }),
);
export const dropUploads = command<[readonly string[]]>("delete from uploads where id = any($1::uuid[])");
