import { getGroup } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { shown } from "../shown.ts";

export const getGroupOperation = operation(getGroup, ({ db }, { params }) => shown(db, params.id));
