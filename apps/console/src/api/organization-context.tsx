import { createContext, useContext } from "react";

/** The organization of the address (slug), which every call names in its header. Null outside of one. */
export const OrganizationContext = createContext<string | null>(null);

export function useOrganizationSlug(): string | null {
  return useContext(OrganizationContext);
}
