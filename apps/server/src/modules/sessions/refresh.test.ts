import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  testPassword,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { recordedBy } from "../../testing/recorded.ts";
import { send, type Got } from "../../testing/wire.ts";

type Pair = { token: string; refreshToken: string };

describe("refresh tokens", () => {
  let atrium: Atrium;
  let other: Atrium;
  let place: Place;
  let person: Person;
  let first: Pair;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
    other = await startTestAtrium({ beside: atrium });
    person = await makePerson(atrium, place, ["user"], { withPassword: true });
  });
  afterAll(async () => {
    await other.close();
    await atrium.close();
  });
  beforeEach(async () => {
    const body = { email: person.email, password: testPassword, mode: "token" as const };
    const { token, refreshToken } = await atrium.api().sessions.create({ body });
    first = { token: token ?? "", refreshToken: refreshToken ?? "" };
  });

  const refresh = (refreshToken: string, node = atrium, agent = "a program"): Promise<Got> =>
    send(node.url, {
      method: "POST",
      path: "/api/v1/auth/refresh",
      headers: { "user-agent": agent },
      body: { refreshToken },
    });
  const pairOf = ({ body }: Got): Pair => ({
    token: String(body["token"]),
    refreshToken: String(body["refreshToken"]),
  });
  const statusOf = async (token: string, node = atrium): Promise<number> =>
    (await send(node.url, { path: "/api/v1/auth/session", token })).status;
  /** As if the last exchange was so long ago. */
  const letPass = (seconds: number) =>
    atrium.sql.query(
      `update sessions set refreshed_at = refreshed_at - make_interval(secs => $2), agent = 'a program'
       where account_id = (select account_id from users where id = $1) and ended_at is null and kind = 'token'`,
      [person.uuid, seconds],
    );

  it("give a new pair, and the new access token is good", async () => {
    const got = await refresh(first.refreshToken);
    expect(got.status).toBe(200);
    expect(got.body["expiresIn"]).toBe(900);
    const next = pairOf(got);
    expect(next.refreshToken).not.toBe(first.refreshToken);
    expect(await statusOf(next.token)).toBe(200);
    expect(await statusOf(next.token, other)).toBe(200);
  });

  it("D07: the direct predecessor in time gets the same successor; an ordinary exchange tells nothing", async () => {
    const [answers, events] = await recordedBy(atrium, async () => {
      await letPass(0);
      const once = await refresh(first.refreshToken);
      return [once, await refresh(first.refreshToken), await refresh(first.refreshToken, other)];
    });
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map((got) => pairOf(got).refreshToken)).size).toBe(1);
    expect(events).toEqual([]);
  });

  it("D07: after the grace the session ends, on every node, and the log says why", async () => {
    await letPass(0);
    const next = pairOf(await refresh(first.refreshToken));
    expect(await statusOf(next.token, other)).toBe(200);
    await letPass(31);
    const [got, events] = await recordedBy(atrium, () => refresh(first.refreshToken));
    expect(got).toMatchObject({ status: 401, body: { code: "auth.refresh_invalid" } });
    // What the security rules make of it is told beside.
    expect(events[0]?.name).toBe("session.token_replayed");
    expect(await statusOf(next.token)).toBe(401);
    expect((await refresh(next.refreshToken)).status).toBe(401);
    for (;;) {
      if ((await statusOf(next.token, other)) === 401) break;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });

  it("D07: an old generation ends the session also within the grace, as does the predecessor from another program", async () => {
    await letPass(0);
    const second = pairOf(await refresh(first.refreshToken));
    await refresh(second.refreshToken);
    expect((await refresh(first.refreshToken)).status).toBe(401);
    expect((await refresh(second.refreshToken)).status).toBe(401);

    const body = { email: person.email, password: testPassword, mode: "token" as const };
    const { refreshToken } = await atrium.api().sessions.create({ body });
    await letPass(0);
    const mine = pairOf(await refresh(refreshToken ?? ""));
    expect((await refresh(refreshToken ?? "", atrium, "a thief")).status).toBe(401);
    expect((await refresh(mine.refreshToken)).status).toBe(401);
  });

  it("D08: fifty at once over two nodes leave one live family", async () => {
    await letPass(0);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => refresh(first.refreshToken, n % 2 === 0 ? atrium : other)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map((got) => pairOf(got).refreshToken)).size).toBe(1);
    const next = await refresh(pairOf(answers[0]!).refreshToken);
    expect(next.status).toBe(200);
  });

  it("ten tabs that share one token and lose every twentieth answer are never signed out in 10,000 exchanges", async () => {
    await letPass(0);
    let shared = first.refreshToken;
    let random = 1;
    const lost = (): boolean => (random = (random * 48271) % 2147483647) % 20 === 0;
    const refused: unknown[] = [];
    for (let round = 0; round < 1000; round++) {
      const mine = shared;
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, n) => refresh(mine, n % 2 === 0 ? atrium : other)),
      );
      for (const got of answers) {
        if (got.status !== 200) refused.push(got.body);
        // A lost answer: this tab never learns of its new token and will ask again with what the others stored.
        else if (!lost()) shared = pairOf(got).refreshToken;
      }
    }
    expect(refused).toEqual([]);
    expect(shared).not.toBe(first.refreshToken);
  }, 120_000);

  it("D09: what is no refresh token of ours is refused, and an access token is none", async () => {
    const [packed = "", key = "", mac = ""] = first.refreshToken.split(".");
    const forged = [
      first.token, "rt_", "rt_.1.x", `${packed}.${key}.${mac.slice(0, -2)}`, `${packed}.2.${mac}`, `${packed}.1`,
      `${packed}.${key}.${mac}.x`, `${packed.slice(0, -2)}AB.${key}.${mac}`, `x${first.refreshToken}`,
    ]; // prettier-ignore
    for (const token of forged)
      expect(await refresh(token), token).toMatchObject({
        status: 401,
        body: { code: "auth.refresh_invalid" },
      });
    expect((await refresh(first.refreshToken)).status).toBe(200);
    const asAccess = await send(atrium.url, { path: "/api/v1/auth/session", token: first.refreshToken });
    expect(asAccess.status).toBe(401);
  });

  it("D05: nobody who was suspended everywhere, locked or signed out gets a new pair", async () => {
    const leaver = await makePerson(atrium, place, ["user"], { withPassword: true });
    const body = { email: leaver.email, password: testPassword, mode: "token" as const };
    const { refreshToken } = await atrium.api().sessions.create({ body });
    await atrium.sql.query(
      "update accounts set status = 'locked' where id = (select account_id from users where id = $1)",
      [leaver.uuid],
    );
    expect((await refresh(refreshToken ?? "")).status).toBe(401);
    await atrium.sql.query(
      "update accounts set status = 'active' where id = (select account_id from users where id = $1)",
      [leaver.uuid],
    );
    await atrium.sql.query("update users set status = 'suspended' where id = $1", [leaver.uuid]);
    expect((await refresh(refreshToken ?? "")).status).toBe(401);
  });
});
