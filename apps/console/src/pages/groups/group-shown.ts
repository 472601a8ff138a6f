import type { getGroup, Output } from "@atrium/contracts";

/** A group with the groups above it. */
export type GroupShown = Output<typeof getGroup>;
