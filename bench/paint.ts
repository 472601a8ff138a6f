import { execFileSync } from "node:child_process";
import path from "node:path";
import { chromium, type Page } from "playwright-core";
import type { BenchOptions } from "./options.ts";
import { withStage, type Stage } from "./stage.ts";
import { median, percentile } from "./statistics.ts";
import { short } from "./table.ts";

/** From the last key of a filter to the rows that it finds, painted, in a real browser. */
const claimMs = 300;
const rounds = 5;
/** After all but the last letter: what these find is on the screen by then. */
const restMs = 1500;

function filtersOf({ named }: Stage["place"]): string[] {
  const [one, other] = named;
  return [
    "status:suspended", "department:Sales", "created:>2026-01-01 status:active", (one?.last ?? "a").slice(0, 1), (other?.first ?? "b").slice(0, 1),
    `email:${other?.email ?? ""}`, "title:Dispatcher",
  ]; // prettier-ignore
}

function buildConsole(): void {
  const script = path.resolve(import.meta.dirname, "../tools/build-console.mjs");
  execFileSync(process.execPath, [script], { stdio: "inherit" });
}

async function openList(page: Page, { ours, owner, place }: Stage): Promise<void> {
  const base = `http://127.0.0.1:${ours.port}`;
  const signedIn = await page.request.post(`${base}/api/v1/auth/login`, {
    data: { ...owner, mode: "cookie" },
    headers: { origin: base },
  });
  if (!signedIn.ok()) throw new Error(`sign-in: ${signedIn.status()}`);
  await page.goto(`${base}/o/${place.slug}/users`);
  await page.locator("tbody tr").nth(10).waitFor();
}

/** In the page, before the key: waits for it, then for the frame with rows that were not there. */
function watchRows(): void {
  const body = document.querySelector("tbody");
  const before = new Set(document.querySelectorAll("tbody tr"));
  let since = 0;
  addEventListener("beforeinput", (event) => (since = event.timeStamp), { once: true, capture: true });
  const painted = new Promise<number>((resolve) => {
    const look = (): void => {
      const rows = [...document.querySelectorAll("tbody tr")];
      const isNew = rows.some((row) => !before.has(row)) || (body !== null && !body.isConnected);
      if (since !== 0 && performance.now() - since > 5000) resolve(Number.POSITIVE_INFINITY);
      else if (since === 0 || !isNew) requestAnimationFrame(look);
      else requestAnimationFrame(() => resolve(performance.now() - since));
    };
    look();
  });
  Object.assign(window, { painted });
}

/** All but the last letter, a rest, the last letter: the time runs from its key to the frame with the new rows. */
async function timeOf(page: Page, filter: string): Promise<number> {
  // Anew each time: what was found before is in the page's memory.
  await page.reload();
  await page.locator("tbody tr").nth(10).waitFor();
  await page.waitForTimeout(600);
  const box = page.getByLabel("Filter", { exact: true });
  if (filter.length > 1) {
    await box.fill(filter.slice(0, -1));
    await page.waitForTimeout(restMs);
  }
  await box.focus();
  await page.evaluate(watchRows);
  await page.keyboard.type(filter.slice(-1));
  const took = await page.evaluate<number>("window.painted");
  // The filter stands in the address; the next begins without.
  await box.fill("");
  await page.waitForURL((url) => !url.searchParams.has("q"));
  return took;
}

export async function measurePaint(
  options: BenchOptions,
  say: (text: string) => void,
): Promise<{ text: string; holds: boolean }> {
  buildConsole();
  return withStage(options, say, async (stage) => {
    const browser = await chromium.launch({
      executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--headless", "--disable-gpu"],
    });
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
      await openList(page, stage);
      const lines: string[] = [];
      const all: number[] = [];
      for (const filter of filtersOf(stage.place)) {
        const times: number[] = [];
        say(`Writing ${filter}`);
        for (let round = 0; round < rounds; round++) times.push(await timeOf(page, filter));
        all.push(...times);
        lines.push(
          `${filter.padEnd(40)} ${short(median(times)).padStart(6)} ms, slowest ${short(Math.max(...times))}`,
        );
      }
      const p95 = percentile(
        all.toSorted((a, b) => a - b),
        0.95,
      );
      const verdict = `From the key to the painted rows: p95 ${short(p95)} ms of ${all.length} (${claimMs} is the claim).`;
      return { text: [...lines, verdict].join("\n"), holds: p95 <= claimMs };
    } finally {
      await browser.close();
    }
  });
}
