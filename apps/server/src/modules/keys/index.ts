import { z } from "zod";
import { listener } from "#kernel/events/listeners";
import { job } from "#kernel/jobs/kind";
import type { KeyRing } from "#kernel/key-ring";
import { module, type Module } from "#kernel/module";
import { listKeysOperation } from "./operations/list-keys.ts";
import { rotateKeyOperation } from "./operations/rotate-key.ts";

const tokenKeyDays = 90;

/** Pairs that sign tokens are exchanged without being asked; nothing that was signed with the old one lives an hour. */
const renewTokenKeys = (keys: KeyRing) =>
  job({
    kind: "keys.renew_token_keys",
    input: z.object({}),
    everySeconds: 86_400,
    run: async ({ clock }) => {
      const current = keys.list().filter(({ purpose, state }) => purpose === "tokens" && state !== "retired");
      const oldest = clock.now().getTime() - tokenKeyDays * 86_400_000;
      if (current.some(({ createdAt }) => createdAt.getTime() > oldest)) return null;
      const { keyId } = await keys.rotate("tokens");
      return { key: keyId };
    },
  });

export function keysModule({ keys }: { keys: KeyRing }): Module {
  return module({
    name: "keys",
    operations: [listKeysOperation(keys), rotateKeyOperation(keys)],
    listeners: [listener("key.rotated", () => void keys.reload().catch(() => undefined))],
    jobs: [renewTokenKeys(keys)],
  });
}
