import type { NewId } from "#kernel/ids";
import type { Lists } from "#kernel/list";
import type { Operation } from "#kernel/operation";
import type { Storage } from "#kernel/storage";
import type { Attributes } from "#modules/attributes";
import type { Contract } from "@atrium/contracts";

/** What the jobs need; the operations also list. */
export type JobDeps = {
  readonly storage: Storage;
  readonly newId: NewId;
  readonly operationOf: (contract: Pick<Contract, "id">) => Operation;
  /** What organizations keep of people beside the usual. */
  readonly attributes: Attributes;
};
export type ImportDeps = JobDeps & { readonly lists: Lists };
