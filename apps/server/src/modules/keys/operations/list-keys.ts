import { listKeys } from "@atrium/contracts";
import type { KeyRing } from "#kernel/key-ring";
import { operation } from "#kernel/operation";

export const listKeysOperation = (keys: KeyRing) =>
  operation(listKeys, () =>
    Promise.resolve({
      items: keys.list().map(({ id, purpose, state, createdAt }) => ({
        id,
        purpose,
        state,
        createdAt: createdAt.toISOString(),
      })),
    }),
  );
