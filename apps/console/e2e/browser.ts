import { execFileSync } from "node:child_process";
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from "playwright-core";
import { expect } from "vitest";
import { startTestAtrium, type Atrium } from "../../server/src/testing/atrium.ts";
import { setUpPlatform, testPassword, type Person, type Place } from "../../server/src/testing/people.ts";

const chromiumArguments = [
  "--no-sandbox",
  "--headless",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export type Theatre = {
  readonly atrium: Atrium;
  /** What the pages complained about so far. */
  readonly complaints: string[];
  readonly context: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  readonly close: () => Promise<void>;
};

export type Stage = Theatre & {
  readonly place: Place;
  readonly owner: Person;
  /** A page of the owner, signed in. */
  readonly page: (address: string, options?: BrowserContextOptions) => Promise<Page>;
  /** The same of somebody else, who has the test's password. */
  readonly pageOf: (email: string, address: string, options?: BrowserContextOptions) => Promise<Page>;
};

/** In a process of its own: here NODE_ENV says "test", and React would come in its slow form. */
function buildConsole(): void {
  const script = path.resolve(import.meta.dirname, "../../../tools/build-console.mjs");
  execFileSync(process.execPath, [script], { stdio: "inherit" });
}

/** The console as it is shipped, served by the real program, which nobody has set up yet, to a real browser. */
export async function openTheatre(options: Parameters<typeof startTestAtrium>[0] = {}): Promise<Theatre> {
  buildConsole();
  const atrium = await startTestAtrium(options);
  const browser: Browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: chromiumArguments,
  });
  const complaints: string[] = [];
  return {
    atrium,
    complaints,
    async context(wanted) {
      const opened = await browser.newContext({
        baseURL: atrium.url,
        viewport: { width: 1440, height: 900 },
        ...wanted,
      });
      opened.setDefaultTimeout(10_000);
      opened.on("weberror", (error) => complaints.push(error.error().message));
      opened.on("console", (message) => {
        if (message.type() === "error" && message.text().includes("Content Security Policy")) {
          complaints.push(message.text());
        }
      });
      return opened;
    },
    async close() {
      await browser.close();
      await atrium.close();
    },
  };
}

/** The same, set up and with its owner at hand. */
export async function openStage(options: Parameters<typeof startTestAtrium>[0] = {}): Promise<Stage> {
  const theatre = await openTheatre(options);
  const { atrium, context } = theatre;
  const { place, owner } = await setUpPlatform(atrium);
  async function pageOf(email: string, address: string, wanted?: BrowserContextOptions): Promise<Page> {
    const opened = await context(wanted);
    const signedIn = await opened.request.post("/api/v1/auth/login", {
      data: { email, password: testPassword, mode: "cookie" },
      headers: { origin: atrium.url },
    });
    if (!signedIn.ok()) throw new Error(`${email} could not sign in: ${await signedIn.text()}`);
    const page = await opened.newPage();
    await page.goto(address);
    return page;
  }
  return {
    ...theatre,
    place,
    owner,
    page: (address, wanted) => pageOf(owner.email, address, wanted),
    pageOf,
  };
}

/** What can be moved sideways and should not: all that was not made to be, as tabs and blocks of code are. */
export async function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("html, body *:not(.overflow-x-auto)")]
      .filter((each) => each.scrollWidth > each.clientWidth)
      .filter(
        (each) => each === document.documentElement || /auto|scroll/.test(getComputedStyle(each).overflowX),
      )
      .map((each) => `${each.localName}.${each.className}`),
  );
}

/** Waits until no colour is changing over: halfway, text can stand on a ground of the other theme. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => !document.getAnimations().some((animation) => animation instanceof CSSTransition),
  );
}

/**
 * What axe finds wrong with a page, by the rules of WCAG 2.2 AA and good practice. Contrast is half of its work and a
 * matter of the theme alone, so that it can be asked for by itself, and left out.
 */
export async function violations(page: Page, contrast: "too" | "alone" | "not" = "too"): Promise<string[]> {
  if (contrast !== "not") await settled(page);
  const builder = new AxeBuilder({ page })
    // Without a page of its own for the results: nothing here is framed from elsewhere.
    .setLegacyMode()
    // What was said of a button that is gone stands here for some seconds more; it is read once, when it comes.
    .exclude("[data-live-announcer]");
  if (contrast === "alone") builder.withRules(["color-contrast"]);
  else builder.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);
  if (contrast === "not") builder.disableRules(["color-contrast"]);
  const { violations: found } = await builder.analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}

/** Each theme, width and direction once; in all of them together, every screen is looked at by the accessibility test. */
export const looks = [
  {
    name: "dark and narrow",
    options: { colorScheme: "dark", viewport: { width: 390, height: 844 }, hasTouch: true, locale: "en-US" },
  },
  { name: "light and right to left", options: { colorScheme: "light", locale: "ar" } },
] as const;

/** Whether axe finds nothing in a page and nothing sticks out of it. */
export async function looksWell(page: Page, what: string): Promise<void> {
  expect(await violations(page), what).toEqual([]);
  expect(await sideways(page), what).toEqual([]);
}

export async function addPeople(stage: Stage, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const [firstName = "", lastName = ""] = name.split(" ");
    const email = `${firstName}.${lastName}@example.com`.toLowerCase();
    await stage.owner.api.users.create({ body: { email, firstName, lastName, status: "active" } });
  }
}

/** A security event, as the watch would raise it. */
export async function raiseAlarm({ atrium, place, owner }: Stage): Promise<void> {
  await atrium.sql.query(
    `insert into security_events (organization_id, id, kind, severity, subject, user_id, reasons, evidence, raised_at, last_at)
     values ($1, $2, 'brute_force', 'medium', 'test', $3, $4, '{"failures": 12}', now(), now())`,
    [place.uuid, atrium.newId(), owner.uuid, ["12 tries to sign in as this person failed within an hour."]],
  );
}
