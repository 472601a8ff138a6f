import { parseId, type SessionInfo } from "@atrium/contracts";
import type { Stage } from "./stage.ts";

type Headers = Readonly<Record<string, string>>;
export type SignedIn = { headers: Headers };
/** Sessions that outlive a run, so they are made once: one by cookie, and one of each server a connection. */
export type Sessions = { cookie: Headers; refresh: Record<"ours" | "bare", readonly string[]> };

type Signing = Pick<Stage, "ours" | "owner" | "place">;

async function signInBy(mode: "cookie" | "token", { ours, owner }: Signing): Promise<Response> {
  const response = await fetch(`http://127.0.0.1:${ours.port}/api/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...owner, mode }),
  });
  if (!response.ok) throw new Error(`sign-in: ${response.status} ${await response.text()}`);
  return response;
}

type Tokens = { token: string; refreshToken: string; session: SessionInfo };
const tokensOf = async (stage: Signing): Promise<Tokens> =>
  (await (await signInBy("token", stage)).json()) as Tokens;

/** The platform's owner, who works in the organization that is measured. */
export async function signIn(stage: Signing): Promise<SignedIn> {
  const { token } = await tokensOf(stage);
  return { headers: { authorization: `Bearer ${token}`, "atrium-organization": stage.place.slug } };
}

export async function openSessions(stage: Signing, connections: number): Promise<Sessions> {
  const response = await signInBy("cookie", stage);
  const pair = (name: string): string[] => (name.includes("=") ? [name.split(";")[0] ?? ""] : []);
  const cookie = response.headers.getSetCookie().flatMap(pair).join("; ");
  const refresh: Record<"ours" | "bare", string[]> = { ours: [], bare: [] };
  for (let n = 0; n < connections; n++) {
    refresh.ours.push((await tokensOf(stage)).refreshToken);
    const { session } = await tokensOf(stage);
    // The bare server's token is what it looks up: a session and its counter.
    refresh.bare.push(`${parseId("session", session.session.id) ?? ""}.0`);
  }
  return { cookie: { cookie, "atrium-organization": stage.place.slug }, refresh };
}
