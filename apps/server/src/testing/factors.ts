import { parseId } from "@atrium/contracts";
import type { Atrium } from "./atrium.ts";
import { testPassword, type Person } from "./people.ts";
import { send, type Got } from "./wire.ts";
import { stepAt, totpAt } from "../modules/factors/totp.ts";

/** A call as a browser's page makes it. */
export function post(atrium: Atrium, path: string, body: unknown, token?: string): Promise<Got> {
  return send(atrium.url, {
    method: "POST",
    path: `/api/v1${path}`,
    headers: { origin: atrium.url },
    body,
    ...(token === undefined ? {} : { token }),
  });
}

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
function bytesOf(text: string): Buffer {
  const bits = [...text].map((letter) => base32.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((octet) => Number.parseInt(octet, 2)));
}

export type App = { readonly secret: string; code(stepsAway?: number): string };

/** What an authenticator app does with the secret it was shown. */
export function appWith(atrium: Atrium, secret: string): App {
  return {
    secret,
    code: (away = 0) => totpAt(bytesOf(secret), stepAt(atrium.clock.now()) + away),
  };
}

/** The account's last step goes back, so that a test need not wait for half a minute. */
export async function freshStep(atrium: Atrium, person: Person): Promise<void> {
  await atrium.sql.query("update account_totp set last_step = 0 where account_id = $1", [accountOf(person)]);
}

export const accountOf = (person: Person): string => parseId("account", person.accountId) ?? "";

export async function withTotp(atrium: Atrium, person: Person): Promise<App> {
  const { secret } = await person.api.factors.beginTotp();
  const app = appWith(atrium, secret);
  await person.api.factors.confirmTotp({ body: { code: app.code() } });
  await freshStep(atrium, person);
  return app;
}

/** Signs in by password as far as that goes. */
export async function ticketOf(atrium: Atrium, person: Person): Promise<string> {
  const answer = await atrium
    .api()
    .sessions.create({ body: { email: person.email, password: testPassword, mode: "token" } });
  if (answer.ticket === null) throw new Error(`no ticket but ${answer.next}`);
  return answer.ticket;
}
