import type { User } from "@atrium/contracts";

/** From which statuses each one can be reached. */
export const statusFrom: Record<"active" | "inactive" | "suspended", readonly User["status"][]> = {
  active: ["pending", "inactive", "suspended"],
  inactive: ["pending", "active", "suspended"],
  suspended: ["pending", "active", "inactive"],
};
