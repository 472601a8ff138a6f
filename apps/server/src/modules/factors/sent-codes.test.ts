import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { codeSentTo, messagesTo } from "../../testing/messages.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { recordedBy } from "../../testing/recorded.ts";
import { codeOf } from "../../testing/refusals.ts";
import { accountOf, ticketOf } from "../../testing/factors.ts";

describe("codes that are sent", () => {
  let atrium: Atrium;
  let place: Place;
  let numbers = 660_1000000;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
  });
  afterAll(() => atrium.close());

  const somebody = (): Promise<Person> => makePerson(atrium, place, ["user"], { withPassword: true });
  const nextPhone = (): string => `+43${numbers++}`;
  type Method = "email_code" | "sms_code";
  const ask = (ticket: string, method: Method) => atrium.api().mfa.send({ body: { ticket, method } });
  const verify = (ticket: string, method: Method, code: string) =>
    codeOf(atrium.api().mfa.verify({ body: { ticket, method, code } }));
  const other = (code: string): string => code.replaceAll(/\d/g, (digit) => String((Number(digit) + 1) % 10));

  async function withMail(): Promise<Person> {
    const person = await somebody();
    await person.api.factors.addEmailCode();
    return person;
  }
  async function withPhone(): Promise<{ person: Person; phone: string }> {
    const person = await somebody();
    const phone = nextPhone();
    await person.api.factors.beginPhone({ body: { phone } });
    await person.api.factors.confirmPhone({ body: { code: await codeSentTo(atrium, phone) } });
    return { person, phone };
  }

  it("reach the mailbox of who asked for them, and finish the sign-in once", async () => {
    const person = await withMail();
    const ticket = await ticketOf(atrium, person);
    const [sent, events] = await recordedBy(atrium, () => ask(ticket, "email_code"));
    expect(sent.to).toBe(`${person.email.slice(0, 1)}…@people.example`);
    expect(events.map(({ name, target, organization }) => [name, target, organization])).toEqual([
      ["account.code_sent", accountOf(person), place.uuid],
    ]);
    const code = await codeSentTo(atrium, person.email);
    expect(code).toMatch(/^\d{6}$/);
    expect(JSON.stringify([sent, events])).not.toContain(code);
    const { rows } = await atrium.sql.query("select row_to_json(c)::text from sent_codes c");
    expect(JSON.stringify(rows)).not.toContain(code);
    expect(await verify(ticket, "email_code", `${code.slice(0, 3)} ${code.slice(3)}`)).toBe("done");
    const again = await ticketOf(atrium, person);
    expect(await verify(again, "email_code", code)).toBe("auth.code_wrong");
  });

  it("reach a phone only after it was shown to be the person's", async () => {
    const person = await somebody();
    const phone = nextPhone();
    const begun = await person.api.factors.beginPhone({ body: { phone: phone.replace("+43", "0043 ") } });
    expect(begun.phone).toBe(`+43…${phone.slice(-2)}`);
    expect(await person.api.factors.list()).toMatchObject({ smsCode: null });
    const code = await codeSentTo(atrium, phone);
    expect(await codeOf(person.api.factors.confirmPhone({ body: { code: other(code) } }))).toBe(
      "auth.code_wrong",
    );
    expect(await codeOf((await somebody()).api.factors.confirmPhone({ body: { code } }))).toBe(
      "auth.code_wrong",
    );
    await person.api.factors.confirmPhone({ body: { code } });
    expect(await person.api.factors.list()).toMatchObject({ smsCode: { phone: begun.phone } });
    const ticket = await ticketOf(atrium, person);
    expect((await ask(ticket, "sms_code")).to).toBe(begun.phone);
    expect(await verify(ticket, "sms_code", await codeSentTo(atrium, phone))).toBe("done");
    expect(await codeOf(person.api.factors.beginPhone({ body: { phone } }))).not.toBe("done");
  });

  it("C13: do not go to premium numbers or to what is no number", async () => {
    const person = await somebody();
    for (const phone of [
      "+1 900 555 0100",
      "+44 909 8790000",
      "+881612345678",
      "+979123456789",
      "00 49 900 123456",
      "+33 899 123456",
    ]) {
      expect(await codeOf(person.api.factors.beginPhone({ body: { phone } })), phone).toBe("phone.refused");
    }
    for (const phone of ["660 1234567", "+0436601234567", "+43", "not a number", "+43660123456789012"]) {
      expect(await codeOf(person.api.factors.beginPhone({ body: { phone } })), phone).toBe("phone.refused");
    }
    const { rows } = await atrium.sql.query(
      "select 1 from messages where channel = 'sms' and recipient !~ '^\\+43660'",
    );
    expect(rows).toEqual([]);
  });

  it("B10: a number that nobody has proven gets five messages an hour, whoever asks and however slowly", async () => {
    const phone = nextPhone();
    const answers: string[] = [];
    for (let n = 0; n < 8; n++) {
      const person = await somebody();
      answers.push(await codeOf(person.api.factors.beginPhone({ body: { phone } })));
      // Ten minutes later, as the counter of ten minutes sees it.
      await atrium.sql.query("delete from rate_counters where key like '600 %'");
    }
    expect(answers.filter((answer) => answer === "done")).toHaveLength(5);
    expect(answers.slice(5)).toEqual(Array.from({ length: 3 }, () => "message.limit_reached"));
  });

  it("C13: a hundred requests bring five messages to a person, and five to a number whoever asks", async () => {
    const { person, phone } = await withPhone();
    const ticket = await ticketOf(atrium, person);
    const answers: string[] = [];
    for (let n = 0; n < 100; n++) answers.push(await codeOf(ask(ticket, "sms_code")));
    expect(answers.filter((answer) => answer === "done").length).toBeLessThanOrEqual(4);
    expect(new Set(answers)).toEqual(new Set(["done", "message.limit_reached"]));
    expect(await messagesTo(atrium, phone)).toHaveLength(5);
    const stranger = await somebody();
    expect(await codeOf(stranger.api.factors.beginPhone({ body: { phone } }))).toBe("message.limit_reached");
    expect(await codeOf(stranger.api.factors.beginPhone({ body: { phone: nextPhone() } }))).toBe("done");
  });

  it("B10: five mails in an hour reach a mailbox, and others go on", async () => {
    const person = await withMail();
    for (let n = 0; n < 8; n++) await codeOf(ask(await ticketOf(atrium, person), "email_code"));
    const codes = (await messagesTo(atrium, person.email)).filter(
      ({ template }) => template === "sign_in_code",
    );
    expect(codes).toHaveLength(5);
    expect(await codeOf(ask(await ticketOf(atrium, await withMail()), "email_code"))).toBe("done");
  });

  it("are dead after five tries, after ten minutes and after a newer one", async () => {
    const person = await withMail();
    const ticket = await ticketOf(atrium, person);
    await ask(ticket, "email_code");
    const old = await codeSentTo(atrium, person.email);
    await ask(ticket, "email_code");
    const code = await codeSentTo(atrium, person.email);
    if (old !== code) expect(await verify(ticket, "email_code", old)).toBe("auth.code_wrong");
    await atrium.sql.query("update sent_codes set tries = 5 where account_id = $1", [accountOf(person)]);
    expect(await verify(ticket, "email_code", code)).toBe("auth.code_wrong");
    await atrium.sql.query(
      "update sent_codes set tries = 0, expires_at = now() - interval '1 second' where account_id = $1",
      [accountOf(person)],
    );
    expect(await verify(ticket, "email_code", code)).toBe("auth.code_wrong");
    await atrium.sql.query(
      "update sent_codes set expires_at = now() + interval '1 minute' where account_id = $1",
      [accountOf(person)],
    );
    expect(await verify(ticket, "email_code", code)).toBe("done");
  });

  it("are not sent for a factor that is not set up, nor to nobody", async () => {
    const person = await withMail();
    const ticket = await ticketOf(atrium, person);
    expect(await codeOf(ask(ticket, "sms_code"))).toBe("factor.unknown");
    expect(await codeOf(ask("x".repeat(43), "email_code"))).toBe("auth.ticket_invalid");
    expect(await codeOf(atrium.api().mfa.send({ body: { method: "email_code" } }))).toBe(
      "auth.ticket_invalid",
    );
    await person.api.factors.removeEmailCode();
    expect(await codeOf(person.api.mfa.send({ body: { method: "email_code" } }))).toBe("factor.unknown");
  });

  it("confirm that it is still the person who is signed in", async () => {
    const person = await withMail();
    await person.api.mfa.send({ body: { method: "email_code" } });
    const code = await codeSentTo(atrium, person.email);
    expect(await codeOf(person.api.sessions.stepUp({ body: { method: "email_code", code } }))).toBe("done");
    expect(await codeOf(person.api.sessions.stepUp({ body: { method: "email_code", code } }))).toBe(
      "auth.code_wrong",
    );
  });
});
