import { updateConnection } from "@atrium/contracts";
import { randomToken } from "#kernel/crypto";
import { diff } from "#kernel/events/diff";
import type { Change } from "#kernel/events/record";
import { operation } from "#kernel/operation";
import { addressesAt } from "../addresses.ts";
import type { ConnectionDeps } from "../deps.ts";
import { checkFitness } from "../fitness.ts";
import {
  findConnection,
  insertDomains,
  lockConnection,
  removeDomains,
  updateConnectionRow,
  type ConnectionRow,
} from "../queries.ts";
import { checkPeopleBehind, checkRoles } from "../roles.ts";
import { sealSecret } from "../secrets.ts";
import { connectionTarget, eventFields, shownConnection } from "../shown.ts";

const secretNames = ["clientSecret", "privateKey"] as const;

/** A field that is not sent stays as it is. */
function merged<T extends object>(before: T, sent: { [K in keyof T]?: T[K] | undefined }): T {
  const given = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined));
  return { ...before, ...given };
}

export const updateConnectionOperation = ({ keys, outbound, origin }: ConnectionDeps) =>
  operation(
    updateConnection,
    async ({ db, caller, request, now, record, unchanged, fail }, { params, body }) => {
      const [row] = await db.query(lockConnection(params.id));
      if (row === undefined) return fail("resource.not_found");
      const shown = (each: ConnectionRow) => shownConnection(each, addressesAt(origin()));
      if (request.ifMatch !== row.version) fail("precondition.failed", { extra: { current: shown(row) } });
      const {
        settings,
        clientSecret,
        privateKey,
        domains = row.domains.map(({ domain }) => domain),
        ...rest
      } = body;
      const wanted = { ...merged(row, rest), settings: merged(row.settings, settings ?? {}) };
      const secretChanges: Change[] = [];
      for (const field of secretNames) {
        const value = field === "clientSecret" ? clientSecret : privateKey;
        if (value === undefined || (value === null && row[field] === null)) continue;
        wanted[field] = sealSecret(keys, row.uuid, field, value);
        const set = (held: string | null) => (held === null ? null : "(set)");
        secretChanges.push({ field, before: set(row[field]), after: set(value) });
      }
      const before = new Set(row.domains.map(({ domain }) => domain));
      const added = [...new Set(domains)].filter((domain) => !before.has(domain));
      const removed = [...before].filter((domain) => !domains.includes(domain));
      const fields = diff(eventFields({ ...row, domains: [] }), eventFields({ ...wanted, domains: [] }));
      if (fields.length + secretChanges.length + added.length + removed.length === 0) {
        unchanged();
        return shown(row);
      }
      checkFitness(wanted, outbound.loopback);
      await checkRoles(db, caller, wanted);
      // Read as the system: those who come in this way may be people of other organizations too.
      await checkPeopleBehind(db.asSystem(), caller, row.uuid);
      const at = now.toISOString();
      await db.query(
        updateConnectionRow(
          row.uuid, wanted.name, wanted.status, JSON.stringify(wanted.settings), wanted.clientSecret, wanted.privateKey,
          wanted.jit, wanted.defaultRole, JSON.stringify(wanted.roleMap), wanted.allowIdpInitiated, at,
        ), // prettier-ignore
      );
      if (removed.length > 0) await db.query(removeDomains(row.uuid, removed));
      const taken = await db.query(
        insertDomains(
          row.uuid,
          added,
          added.map(() => randomToken(16)),
          at,
        ),
      );
      if (taken.length < added.length) fail("connection.domain_taken");
      const [updated] = await db.query(findConnection(row.uuid));
      if (updated === undefined) throw new Error("the connection was not stored");
      const seen = diff(eventFields(row), eventFields(updated)).filter(
        ({ field }) => !secretChanges.some((change) => change.field === field),
      );
      record({
        name: "connection.updated",
        target: connectionTarget(updated),
        changes: [...seen, ...secretChanges],
      });
      return shown(updated);
    },
  );
