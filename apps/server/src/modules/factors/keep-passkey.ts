import type { Passkey } from "@atrium/contracts";
import { fail, type WriteContext } from "#kernel/operation";
import { insertPasskey } from "./passkey-queries.ts";
import type { NewPasskey } from "./passkeys.ts";

/** Keeps a passkey that was checked. A credential that anybody has already is nobody else's. */
export async function keepPasskey(
  { db, now, newId }: Pick<WriteContext, "db" | "now" | "newId">,
  of: { accountId: string; made: NewPasskey; name: string | undefined },
): Promise<Passkey> {
  const { site, credential, publicKey, signCount, transports, backedUp } = of.made;
  const [kept] = await db
    .asSystem()
    .query(
      insertPasskey(
        newId(), of.accountId, site, credential, publicKey, signCount, transports, backedUp, of.name ?? "Passkey",
        now.toISOString(),
      ),
    ); // prettier-ignore
  return kept ?? fail("passkey.refused");
}
