import { signingKeys } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import type { AccessTokens } from "../access-token.ts";

export const signingKeysOperation = (tokens: AccessTokens) =>
  operation(signingKeys, () =>
    Promise.resolve({
      keys: tokens.publicKeys().map(({ kid, x }) => ({
        kty: "OKP" as const,
        crv: "Ed25519" as const,
        alg: "EdDSA" as const,
        use: "sig" as const,
        kid,
        x,
      })),
    }),
  );
