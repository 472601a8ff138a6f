/** The orders that the list of organizations offers. */
export const organizationSortChoices = ["name", "slug", "-createdAt", "createdAt"] as const;
