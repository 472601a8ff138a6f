import { samlMetadata } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { addressesAt } from "../addresses.ts";
import type { ConnectionDeps } from "../deps.ts";
import { connectionInUse } from "../queries.ts";
import { samlMetadataOf } from "../saml.ts";

export const samlMetadataOperation = ({ origin }: ConnectionDeps) =>
  operation(samlMetadata, async ({ asSystem, fail }, { params }) => {
    // Asked by identity providers, who are nobody here; it holds addresses of ours alone.
    const [row] = await asSystem().query(connectionInUse(params.id));
    if (row?.kind !== "saml") return fail("resource.not_found");
    return samlMetadataOf(row.uuid, addressesAt(origin()));
  });
