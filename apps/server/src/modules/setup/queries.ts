import { statement } from "#kernel/db/statement";
import { text } from "#kernel/db/values";

export const platformOrganization = statement<[], string>(
  "select id from organizations where platform",
  (row) => text(row, 0),
);
