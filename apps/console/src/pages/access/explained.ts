import type { explainAccess, Output, Permission } from "@atrium/contracts";

export type Explained = Output<typeof explainAccess>;
export type AskedWhy = { readonly who: string; readonly can: Permission; readonly on: string };
