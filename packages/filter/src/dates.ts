/** Every date value is a stretch of time: `from` included, `to` not. Milliseconds since 1970, UTC. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

const absolute =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{3}))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;
const relative = /^([+-])(\d{1,5})([smhdwy])$/;
const milliseconds = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const minute = milliseconds.m;

export function isRelativeDate(text: string): boolean {
  return relative.test(text);
}

/** The one spelling of a date text (in UTC, without leading zeros in counts), or undefined if it is none. */
export function canonicalDate(text: string): string | undefined {
  if (text.length > 40) return undefined;
  const [, sign, count, unit] = relative.exec(text) ?? [];
  if (sign !== undefined) {
    const amount = Number(count);
    return unit === "y" && amount > 500 ? undefined : `${sign}${amount}${unit}`;
  }
  const start = parseAbsolute(text)?.from;
  if (start === undefined) return undefined;
  const time = text.indexOf("T");
  if (time < 0) return text;
  const precision = /^T[\d:.]*/.exec(text.slice(time))?.[0].length ?? 0;
  return `${new Date(start).toISOString().slice(0, time + precision)}Z`;
}

/** The stretch of time a canonical date text stands for. Throws on other text: it never came from the parser. */
export function datePeriod(text: string, now: Date): Period {
  const [, sign, count, unit] = relative.exec(text) ?? [];
  const period = sign === undefined ? parseAbsolute(text) : shifted(now, Number(`${sign}${count}`), unit);
  if (period === undefined) throw new RangeError("The filter holds a date that is no date.");
  return period;
}

function parseAbsolute(text: string): Period | undefined {
  const match = absolute.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minutes, second, fraction, zone] = match;
  const parts = [year, month ?? 1, day ?? 1, hour ?? 0, minutes ?? 0, second ?? 0, fraction ?? 0].map(Number);
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0, ms = 0] = parts;
  if (y < 1000 || h > 23 || mi > 59 || s > 59) return undefined;
  const local = Date.UTC(y, mo - 1, d, h, mi, s, ms);
  if (new Date(local).getUTCMonth() !== mo - 1) return undefined;
  const offset = zoneOffset(zone);
  if (offset === undefined) return undefined;
  const from = local - offset;
  const utcYear = new Date(from).getUTCFullYear();
  if (utcYear < 1000 || utcYear > 9999) return undefined;

  if (month === undefined) return { from, to: Date.UTC(y + 1, 0, 1) };
  if (day === undefined) return { from, to: Date.UTC(y, mo, 1) };
  if (hour === undefined) return { from, to: from + milliseconds.d };
  if (second === undefined) return { from, to: from + minute };
  return { from, to: from + (fraction === undefined ? milliseconds.s : 1) };
}

function zoneOffset(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === "Z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4));
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * minute;
}

/** Years follow the calendar (29 February becomes the 28th); the other units are fixed lengths of time. */
function shifted(now: Date, amount: number, unit: string | undefined): Period | undefined {
  const at = new Date(now);
  if (unit === "y") {
    at.setUTCFullYear(now.getUTCFullYear() + amount);
    if (at.getUTCMonth() !== now.getUTCMonth()) at.setUTCDate(0);
  } else if (unit === "s" || unit === "m" || unit === "h" || unit === "d" || unit === "w") {
    at.setTime(now.getTime() + amount * milliseconds[unit]);
  }
  return Number.isNaN(at.getTime()) ? undefined : { from: at.getTime(), to: at.getTime() + 1 };
}
