import type { getPolicy, Output } from "@atrium/contracts";

export type { PolicySettings } from "@atrium/contracts";
export type Policy = Output<typeof getPolicy>;
