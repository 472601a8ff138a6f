import { describe, expect, it } from "vitest";
import { linkPaths, type MailData, type MailTemplate } from "./letters.ts";
import { renderMail, renderSms } from "./render.ts";
import { languageOf } from "./words.ts";

const origin = "https://people.example";
const at = "2026-03-01T12:30:00.000Z";
const samples: MailData = {
  verify_email: { organization: "Acme", token: "token-of-mail" },
  already_registered: { organization: "Acme" },
  welcome: { organization: "Acme" },
  reset_password: { token: "token-of-mail", byAdmin: true },
  password_changed: { at },
  email_change_new: { token: "token-of-mail" },
  email_change_old: { newEmail: "new@example.com", token: "token-of-mail" },
  invitation: { organization: "Acme", invitedBy: "Ann", token: "token-of-mail", expiresAt: at },
  new_device: { device: "Firefox on Linux", place: "Vienna", at },
  factor_added: { factor: "totp", at },
  factor_removed: { factor: "passkey", at },
  sign_in_code: { code: "123456", minutes: 10 },
  account_locked: { at },
  impersonation_started: {
    by: "Ann",
    organization: "Acme",
    reason: "Ticket 1",
    writes: true,
    minutes: 15,
    at,
  },
  access_request: { organization: "Acme", name: "Ann", wanted: "editor", reason: "For the summer" },
  access_request_answered: {
    organization: "Acme",
    wanted: "editor",
    answer: "denied",
    by: "Ben",
    note: "No",
  },
  grant_ending: { organization: "Acme", wanted: "editor", holder: "Ann", until: at },
  review_waiting: { organization: "Acme", review: "Spring", items: 3, dueAt: at, again: false },
  from_organization: { subject: "The office moves", text: "Dear all,\n\nWe move on Monday." },
  security_alert: { kind: "refresh_replay", locked: true, at },
};
const templates = Object.keys(linkPaths) as MailTemplate[];

describe("mails in words", () => {
  for (const locale of ["en", "de", "fr", "es", "ar"]) {
    it(`are whole in ${locale}: subject, text, and the same link in both bodies`, () => {
      const subjects = new Set<string>();
      for (const template of templates) {
        const mail = renderMail(template, { locale, data: samples[template], origin });
        subjects.add(mail.subject);
        expect(mail.subject, template).toMatch(/^[^\n]{4,100}$/);
        expect(mail.subject, template).not.toContain("123456");
        expect(mail.text + mail.html, template).not.toMatch(/undefined|null|\[object|NaN/);
        const path = linkPaths[template](samples[template] as never);
        if (path === null) continue;
        expect(mail.text, template).toContain(`${origin}${path}`);
        expect(mail.html, template).toContain(`href="${origin}${path}"`);
      }
      expect(subjects.size).toBeGreaterThanOrEqual(templates.length - 1);
    });
  }

  it("fall back to English, and to the language when the country is unknown", () => {
    expect(languageOf("de-AT").code).toBe("de");
    expect(languageOf("xx").code).toBe("en");
    expect(languageOf("constructor").code).toBe("en");
    expect(languageOf(null).code).toBe("en");
  });

  it("run from right to left in Arabic, with addresses from left to right", () => {
    const { html } = renderMail("reset_password", { locale: "ar", data: samples.reset_password, origin });
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toContain('dir="ltr"');
  });

  it("H08: names are text only: no markup, no second header, no template, no link of theirs", () => {
    const organization =
      '<script>alert(1)</script>{{constructor}}${1}\r\nBcc: eve@example.com "> https://evil.example';
    const mail = renderMail("verify_email", { locale: "en", data: { organization, token: "t" }, origin });
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.html).not.toContain("<script>");
    expect(mail.html).toContain("&lt;script&gt;");
    expect(mail.html).toContain("{{constructor}}${1}");
    expect(mail.text).not.toContain("https://evil");
    expect(mail.text).not.toMatch(/^Bcc/m);
    expect(mail.html.match(/href="/g)).toHaveLength(2);
  });

  it("load nothing from anywhere, so that nobody learns that they were read", () => {
    for (const template of templates) {
      const { html } = renderMail(template, { locale: "en", data: samples[template], origin });
      expect(html).not.toMatch(/<img|src=|url\(|<link|@import|<script/);
    }
  });

  it("say a code by SMS in the reader's language", () => {
    const data = { code: "482913", minutes: 10 };
    expect(renderSms("sign_in_code", { locale: "es-MX", data })).toContain("482913 es su código");
    expect(renderSms("confirm_phone", { locale: null, data })).toContain("482913 confirms");
  });
});
