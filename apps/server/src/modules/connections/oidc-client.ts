import * as client from "openid-client";
import type { Clock } from "#kernel/clock";
import type { KeyRing } from "#kernel/key-ring";
import type { Outbound } from "#kernel/outbound";
import { appleClientSecret } from "./apple.ts";
import { effectiveSettings } from "./presets.ts";
import type { ConnectionRow } from "./queries.ts";
import { openSecret } from "./secrets.ts";

const keepMs = 600_000;
const mostKept = 500;

/** openid-client speaks to providers only through the guarded way out. */
function fetchThrough(outbound: Outbound): client.CustomFetch {
  return (url, { method, headers, body }) => {
    const text =
      body instanceof URLSearchParams ? body.toString() : typeof body === "string" ? body : undefined;
    return outbound.fetch(url, { method, headers, ...(text === undefined ? {} : { body: text }) });
  };
}

/** A provider as it describes itself, read again every ten minutes and whenever the connection changes. */
export function createOidcClients(deps: { outbound: Outbound; keys: KeyRing; clock: Clock }) {
  const { outbound, keys, clock } = deps;
  const kept = new Map<string, { version: number; config: client.Configuration; until: number }>();

  function authenticationOf(connection: ConnectionRow, clientId: string): client.ClientAuth {
    const { teamId, keyId } = effectiveSettings(connection);
    const privateKey = openSecret(keys, connection, "privateKey");
    if (connection.preset === "apple" && privateKey !== null && teamId !== undefined && keyId !== undefined) {
      return (server, metadata, body, headers) => {
        const secret = appleClientSecret({ teamId, keyId, clientId, privateKey }, clock);
        client.ClientSecretPost(secret)(server, metadata, body, headers);
      };
    }
    const secret = openSecret(keys, connection, "clientSecret");
    return secret === null ? client.None() : client.ClientSecretPost(secret);
  }

  async function build(connection: ConnectionRow): Promise<client.Configuration> {
    const { issuer, clientId = "", ...endpoints } = effectiveSettings(connection);
    const authentication = authenticationOf(connection, clientId);
    const customFetch = fetchThrough(outbound);
    if (issuer !== undefined) {
      const config = await client.discovery(
        new URL(issuer),
        clientId,
        { [client.clockTolerance]: 30 },
        authentication,
        {
          [client.customFetch]: customFetch,
          execute: [
            client.enableNonRepudiationChecks,
            ...(outbound.loopback ? [client.allowInsecureRequests] : []),
          ],
        },
      );
      config[client.customFetch] = customFetch;
      return config;
    }
    const { authorizationEndpoint = "", tokenEndpoint = "", userinfoEndpoint = "" } = endpoints;
    const config = new client.Configuration(
      {
        issuer: new URL(authorizationEndpoint).origin,
        authorization_endpoint: authorizationEndpoint,
        token_endpoint: tokenEndpoint,
        userinfo_endpoint: userinfoEndpoint,
      },
      clientId,
      {},
      authentication,
    );
    if (outbound.loopback) client.allowInsecureRequests(config);
    config[client.customFetch] = customFetch;
    return config;
  }

  return {
    read: build,
    async get(connection: ConnectionRow): Promise<client.Configuration> {
      const now = clock.now().getTime();
      const known = kept.get(connection.uuid);
      if (known !== undefined && known.version === connection.version && known.until > now)
        return known.config;
      const config = await build(connection);
      if (kept.size >= mostKept) kept.clear();
      kept.set(connection.uuid, { version: connection.version, config, until: now + keepMs });
      return config;
    },
  };
}
export type OidcClients = ReturnType<typeof createOidcClients>;
