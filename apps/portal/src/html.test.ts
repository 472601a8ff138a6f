import { describe, expect, it } from "vitest";
import { attributes, html } from "./html.ts";

describe("html", () => {
  it("escapes every text, in content and in attributes", () => {
    const evil = `<script>"'&`;
    expect(html`<p title="${evil}">${evil}</p>`.markup).toBe(
      `<p title="&lt;script&gt;&quot;&#39;&amp;">&lt;script&gt;&quot;&#39;&amp;</p>`,
    );
  });
  it("puts markup and lists of it in as they are, and nothing for what is not there", () => {
    const marks = [1, 2].map((n) => html`<b>${n}</b>`);
    expect(html`<p>${marks}${null}${undefined}${false}</p>`.markup).toBe("<p><b>1</b><b>2</b></p>");
  });
  it("leaves out attributes that are false or missing, and keeps those that are empty", () => {
    expect(attributes({ a: "x", b: false, c: null, d: undefined, e: true, f: "" }).markup).toBe(
      ' a="x" e f=""',
    );
  });
});
