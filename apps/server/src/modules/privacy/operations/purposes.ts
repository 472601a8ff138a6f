import { createConsentPurpose, listConsentPurposes, updateConsentPurpose } from "@atrium/contracts";
import { violatedConstraint } from "#kernel/db/failures";
import { diff } from "#kernel/events/diff";
import { operation } from "#kernel/operation";
import {
  insertPurpose,
  lockPurpose,
  mostPurposes,
  purposes,
  updatePurposeRow,
  type PurposeRow,
} from "../consent-queries.ts";

const fields = ({ title, wording, wordingVersion, archivedAt }: Omit<PurposeRow, "uuid">) => ({
  title, wording, wordingVersion, archivedAt,
}); // prettier-ignore
const target = ({ uuid, key }: PurposeRow) => ({ type: "consent_purpose", id: uuid, name: key });

export const listPurposesOperation = operation(listConsentPurposes, async ({ db }) => ({
  items: await db.query(purposes()),
}));

export const createPurposeOperation = operation(
  createConsentPurpose,
  async ({ db, now, newId, record, fail }, { body }) => {
    const { key, title, wording } = body;
    if ((await db.query(purposes())).length >= mostPurposes) fail("consent.too_many");
    const [row] = await db
      .query(insertPurpose(newId(), key, title, wording, now.toISOString()))
      .catch((cause: unknown) => {
        if (violatedConstraint(cause) !== "consent_purposes_key") throw cause;
        return fail("consent.key_taken", {
          fields: [{ pointer: "/key", code: "taken", detail: "is used already" }],
        });
      });
    if (row === undefined) throw new Error("the purpose was not stored");
    record({
      name: "consent_purpose.created",
      target: target(row),
      changes: diff({}, { key, ...fields(row) }),
    });
    return row;
  },
);

export const updatePurposeOperation = operation(
  updateConsentPurpose,
  async ({ db, request, now, record, unchanged, fail }, { params, body }) => {
    const [row] = await db.query(lockPurpose(params.id));
    if (row === undefined) return fail("resource.not_found");
    if (request.ifMatch !== null && request.ifMatch !== row.version) {
      fail("precondition.failed", { extra: { current: row } });
    }
    const at = now.toISOString();
    const { title = row.title, wording = row.wording } = body;
    const wordingVersion = wording === row.wording ? row.wordingVersion : row.wordingVersion + 1;
    const archivedAt =
      body.archived === undefined ? row.archivedAt : body.archived ? (row.archivedAt ?? at) : null;
    const changes = diff(fields(row), fields({ ...row, title, wording, wordingVersion, archivedAt }));
    if (changes.length === 0) {
      unchanged();
      return row;
    }
    const [updated] = await db.query(
      updatePurposeRow(row.uuid, title, wording, wordingVersion, archivedAt, at),
    );
    if (updated === undefined) throw new Error("the purpose was not stored");
    record({ name: "consent_purpose.updated", target: target(updated), changes });
    return updated;
  },
);
