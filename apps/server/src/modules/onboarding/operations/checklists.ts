import {
  createOnboardingChecklist,
  deleteOnboardingChecklist,
  getOnboardingChecklist,
  getOnboardingProgress,
  listOnboardingChecklists,
  listOnboardingUnfinished,
  updateOnboardingChecklist,
} from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import { diff } from "#kernel/events/diff";
import { fail, operation } from "#kernel/operation";
import { isTicked } from "../facts.ts";
import { progressOf, unfinishedOf } from "../progress.ts";
import {
  deleteChecklistRow,
  dropOtherTicks,
  insertChecklist,
  listChecklists,
  mostChecklists,
  updateChecklistRow,
} from "../queries.ts";
import {
  checklistTarget,
  eventFields,
  settledSteps,
  shownChecklist,
  takeChecklist,
  withFreeName,
} from "../shown.ts";
import { meantFor } from "../personal.ts";

export const listChecklistsOperation = operation(listOnboardingChecklists, async ({ db }) => ({
  items: await db.query(listChecklists()),
}));

export const getChecklistOperation = operation(getOnboardingChecklist, ({ db }, { params }) =>
  shownChecklist(db, params.id),
);

export const getProgressOperation = operation(
  getOnboardingProgress,
  async ({ db, asSystem, caller, now }, { params }) => {
    const checklist = await shownChecklist(db, params.id);
    const organization = caller.organizationId ?? "";
    return progressOf({ db, system: asSystem() }, { checklist, organization, now });
  },
);

export const listUnfinishedOperation = operation(
  listOnboardingUnfinished,
  async ({ db, asSystem, caller, now }, { params, query }) => {
    const checklist = await shownChecklist(db, params.id);
    const organization = caller.organizationId ?? "";
    const { limit, after } = query;
    return unfinishedOf({ db, system: asSystem() }, { checklist, organization, now }, { limit, after });
  },
);

export const createChecklistOperation = operation(
  createOnboardingChecklist,
  async ({ db, now, newId, record }, { body }) => {
    if ((await db.query(listChecklists())).length >= mostChecklists) fail("onboarding.too_many");
    await meantFor(db, body, now);
    const steps = await settledSteps(db, body.steps, { known: [], newId });
    const uuid = newId();
    const { name, forWhom, dueDays, enabled } = body;
    const description = body.description || null;
    const at = now.toISOString();
    await withFreeName(
      db.query(
        insertChecklist(
          uuid, name, foldText(name), description, forWhom, dueDays, JSON.stringify(steps), enabled ? at : null, at,
        ),
      ),
    ); // prettier-ignore
    const made = await shownChecklist(db, uuid);
    record({
      name: "onboarding_checklist.created",
      target: checklistTarget(made),
      changes: diff({}, eventFields(made)),
    });
    return made;
  },
);

export const updateChecklistOperation = operation(
  updateOnboardingChecklist,
  async ({ db, request, now, newId, record, unchanged }, { params, body }) => {
    const row = await takeChecklist(db, params.id, request.ifMatch);
    const wanted = {
      name: body.name ?? row.name,
      description: body.description === undefined ? row.description : body.description || null,
      forWhom: body.forWhom ?? row.forWhom,
      dueDays: body.dueDays === undefined ? row.dueDays : body.dueDays,
      enabled: body.enabled ?? row.enabled,
      stored:
        body.steps === undefined
          ? row.stored
          : await settledSteps(db, body.steps, { known: row.stored, newId }),
    };
    if (diff(eventFields(row), eventFields(wanted)).length === 0) {
      unchanged();
      return row;
    }
    if (wanted.forWhom !== row.forWhom) await meantFor(db, wanted, now);
    const at = now.toISOString();
    const enabledAt = wanted.enabled ? (row.enabledAt ?? at) : null;
    await withFreeName(
      db.query(
        updateChecklistRow(
          row.uuid, wanted.name, foldText(wanted.name), wanted.description, wanted.forWhom, wanted.dueDays,
          JSON.stringify(wanted.stored), enabledAt, at,
        ),
      ),
    ); // prettier-ignore
    // What people ticked themselves proves nothing once somebody responsible is to tick it.
    const before = new Map(row.stored.map(({ id, kind }) => [id, kind]));
    const kept = wanted.stored.filter(({ id, kind }) => isTicked(kind) && before.get(id) === kind);
    if (body.steps !== undefined)
      await db.query(
        dropOtherTicks(
          row.uuid,
          kept.map(({ id }) => id),
        ),
      );
    const updated = await shownChecklist(db, row.uuid);
    record({
      name: "onboarding_checklist.updated",
      target: checklistTarget(updated),
      changes: diff(eventFields(row), eventFields(updated)),
    });
    return updated;
  },
);

export const deleteChecklistOperation = operation(
  deleteOnboardingChecklist,
  async ({ db, request, record }, { params }) => {
    const row = await takeChecklist(db, params.id, request.ifMatch);
    await db.query(deleteChecklistRow(row.uuid));
    record({
      name: "onboarding_checklist.deleted",
      target: checklistTarget(row),
      changes: Object.entries(eventFields(row)).map(([field, before]) => ({ field, before, after: null })),
    });
  },
);
