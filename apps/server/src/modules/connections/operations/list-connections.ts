import { getConnection, listConnections } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { addressesAt } from "../addresses.ts";
import type { ConnectionDeps } from "../deps.ts";
import { allConnections, findConnection } from "../queries.ts";
import { shownConnection } from "../shown.ts";

export const listConnectionsOperation = ({ origin }: ConnectionDeps) =>
  operation(listConnections, async ({ db }) => {
    const rows = await db.query(allConnections());
    return { items: rows.map((row) => shownConnection(row, addressesAt(origin()))) };
  });

export const getConnectionOperation = ({ origin }: ConnectionDeps) =>
  operation(getConnection, async ({ db, fail }, { params }) => {
    const [row] = await db.query(findConnection(params.id));
    return row === undefined ? fail("resource.not_found") : shownConnection(row, addressesAt(origin()));
  });
