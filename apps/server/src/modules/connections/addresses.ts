import { formatId, ssoCallbackPath } from "@atrium/contracts";

/** The addresses of ours that a provider is told; built from the configured origin, never from a request's Host. */
export type Addresses = {
  readonly callback: string;
  readonly acs: (uuid: string) => string;
  readonly entityId: (uuid: string) => string;
};

export function addressesAt(origin: string): Addresses {
  const saml = (uuid: string): string => `${origin}/api/v1/auth/saml/${formatId("connection", uuid)}`;
  return {
    callback: `${origin}${ssoCallbackPath}`,
    acs: (uuid) => `${saml(uuid)}/acs`,
    entityId: (uuid) => `${saml(uuid)}/metadata`,
  };
}
