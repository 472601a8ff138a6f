import { openKeyRing } from "#kernel/key-ring";
import { createPostgresKeyStore } from "#kernel/key-store-postgres";
import { createProofs, type NewProof } from "#modules/proofs";
import type { Atrium } from "./atrium.ts";
import { testMaster } from "./master.ts";

/** The token of a proof as the program would mail it, made behind its back. */
export async function mailedToken(atrium: Atrium, proof: Omit<NewProof, "now">): Promise<string> {
  const store = createPostgresKeyStore(atrium.database.exclusive);
  const keys = await openKeyRing({ master: testMaster, store, clock: atrium.clock });
  const proofs = createProofs({ keys, newId: atrium.newId });
  const { token } = await proofs.make(atrium.database.asSystem(), { ...proof, now: atrium.clock.now() });
  return token;
}
