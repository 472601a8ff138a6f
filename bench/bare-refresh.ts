import { generateKeyPairSync, sign } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Pool } from "pg";
import { advanceUpdate, pairSchema } from "./bare-queries.ts";

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const lifetimeSeconds = 900;

type Moved = { account_id: string; organization_id: string | null };

/** The least that a refresh is: one update that finds the session by its counter, and one signature. */
export function mountRefresh(app: FastifyInstance, pool: Pool): void {
  const { privateKey } = generateKeyPairSync("ed25519");
  const head = encode({ alg: "EdDSA", typ: "at+jwt", kid: "bare" });
  const pair = { schema: { response: { 200: pairSchema } } };
  app.post<{ Body: { refreshToken: string } }>("/refresh", pair, async ({ body }, reply) => {
    const [id = "", counter = ""] = body.refreshToken.split(".");
    const found = await pool.query<Moved>({ name: "advance", text: advanceUpdate, values: [id, counter] });
    const [moved] = found.rows;
    if (moved === undefined) return reply.code(401).send();
    const iat = Math.floor(Date.now() / 1000);
    const claims = encode({
      sub: moved.account_id, sid: id, org: moved.organization_id, iat, exp: iat + lifetimeSeconds,
    }); // prettier-ignore
    const signature = sign(null, Buffer.from(`${head}.${claims}`), privateKey).toString("base64url");
    return {
      token: `${head}.${claims}.${signature}`,
      refreshToken: `${id}.${Number(counter) + 1}`,
      expiresIn: lifetimeSeconds,
    };
  });
}
