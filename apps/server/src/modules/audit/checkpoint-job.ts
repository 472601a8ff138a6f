import { z } from "zod";
import { command, statement } from "#kernel/db/statement";
import { bytes, integer, text } from "#kernel/db/values";
import { job } from "#kernel/jobs/kind";
import type { KeyRing } from "#kernel/key-ring";
import { checkpointText } from "./verify.ts";

const unsignedHeads = statement<[], { organizationId: string; sequence: number; hash: Buffer }>(
  `select h.organization_id, h.sequence, h.hash from event_heads h
   where h.sequence > 0 and not exists (
     select 1 from event_checkpoints c where c.organization_id = h.organization_id and c.sequence = h.sequence
   ) limit 5000`,
  (row) => ({ organizationId: text(row, 0), sequence: integer(row, 1), hash: bytes(row, 2) }),
);
const insertCheckpoint = command<[string, number, Buffer, string, string]>(
  `insert into event_checkpoints (organization_id, sequence, hash, signature, created_at)
   values ($1, $2, $3, $4, $5) on conflict do nothing`,
);

/** Signs the head of every chain that has grown, with a key that the database does not hold. */
export const checkpointJob = (keys: KeyRing) =>
  job({
    kind: "audit.checkpoint",
    input: z.object({}),
    everySeconds: 3600,
    run: async ({ database, clock }) => {
      const system = database.asSystem();
      const heads = await system.query(unsignedHeads());
      for (const { organizationId, sequence, hash } of heads) {
        const signature = keys.mac("audit", checkpointText(organizationId, sequence, hash));
        await system.query(
          insertCheckpoint(organizationId, sequence, hash, signature, clock.now().toISOString()),
        );
      }
      return { signed: heads.length };
    },
  });
