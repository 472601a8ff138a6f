import { formatId, type ConsentPurpose } from "@atrium/contracts";
import { statement, type RawRow } from "#kernel/db/statement";
import { flag, integer, text, textOrNull, time, timeOrNull } from "#kernel/db/values";

export type PurposeRow = ConsentPurpose & { uuid: string };
const all = "id, key, title, wording, wording_version, archived_at, created_at, updated_at, version";

function read(row: RawRow): PurposeRow {
  return {
    uuid: text(row, 0),
    id: formatId("consentPurpose", text(row, 0)),
    key: text(row, 1),
    title: text(row, 2),
    wording: text(row, 3),
    wordingVersion: integer(row, 4),
    archivedAt: timeOrNull(row, 5),
    createdAt: time(row, 6),
    updatedAt: time(row, 7),
    version: integer(row, 8),
  };
}

export const mostPurposes = 100;
export const purposes = statement<[], PurposeRow>(
  `select ${all} from consent_purposes order by key limit ${mostPurposes}`,
  read,
);
export const lockPurpose = statement<[id: string], PurposeRow>(
  `select ${all} from consent_purposes where id = $1 for no key update`,
  read,
);
export const insertPurpose = statement<
  [id: string, key: string, title: string, wording: string, now: string],
  PurposeRow
>(
  `insert into consent_purposes (organization_id, id, key, title, wording, created_at, updated_at)
   values (current_organization(), $1, $2, $3, $4, $5, $5) returning ${all}`,
  read,
);
export const updatePurposeRow = statement<
  [
    id: string,
    title: string,
    wording: string,
    wordingVersion: number,
    archivedAt: string | null,
    now: string,
  ],
  PurposeRow
>(
  `update consent_purposes set title = $2, wording = $3, wording_version = $4, archived_at = $5, updated_at = $6,
     version = version + 1
   where id = $1 returning ${all}`,
  read,
);

/** Whether a row of `users` agreed to a purpose in the wording in force; `purpose` is an expression of its id. */
export const hasAgreed = (purpose: string): string =>
  `coalesce((select c.given from consents c
      join consent_purposes p on p.organization_id = c.organization_id and p.id = c.purpose_id
      where c.organization_id = users.organization_id and c.user_id = users.id and c.purpose_id = ${purpose}
        and c.wording_version = p.wording_version
      order by c.at desc, c.id desc limit 1), false)`;

export type Answer = {
  readonly purpose: string;
  readonly given: boolean;
  readonly wordingVersion: number;
  readonly at: string;
  readonly givenBy: string | null;
  readonly evidence: string | null;
};
const shownAnswers = 20;
/** The last answers of a person to each purpose, the latest first. */
export const answersOf = statement<[person: string], Answer>(
  `select purpose_id, given, wording_version, at, given_by, evidence from (
     select *, row_number() over (partition by purpose_id order by at desc, id desc) as n from consents where user_id = $1) c
   where n <= ${shownAnswers} order by purpose_id, n`,
  (row) => ({
    purpose: text(row, 0),
    given: flag(row, 1),
    wordingVersion: integer(row, 2),
    at: time(row, 3),
    givenBy: textOrNull(row, 4),
    evidence: textOrNull(row, 5),
  }),
);
export const insertAnswer = statement<
  [
    id: string, person: string, purpose: string, given: boolean, wordingVersion: number, by: string | null,
    evidence: string | null, now: string,
  ],
  string
>(
  `insert into consents (organization_id, id, user_id, purpose_id, given, wording_version, given_by, evidence, at)
   values (current_organization(), $1, $2, $3, $4, $5, $6, $7, $8) returning id`,
  (row) => text(row, 0),
); // prettier-ignore
export const personIs = statement<[id: string], string>(
  "select display_name from users where id = $1 and erased_at is null",
  (row) => text(row, 0),
);
