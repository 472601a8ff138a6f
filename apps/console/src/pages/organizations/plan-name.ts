import { organizationPlans } from "@atrium/contracts";
import type { I18n } from "../../i18n/i18n-context.tsx";

export function planName(plan: string, { t }: Pick<I18n, "t">): string {
  const known = organizationPlans.find((each) => each === plan);
  return known === undefined ? plan : t(`plan.${known}`);
}
