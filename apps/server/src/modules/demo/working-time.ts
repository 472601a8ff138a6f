import { below, between, chance, type Random } from "./random.ts";

const hour = 3_600_000;
export const day = 24 * hour;

/**
 * A moment near `ms` at which somebody might be at work: mostly a weekday, mostly the day's hours of their place.
 * Stays within `from` and `to`.
 */
export function workingTime(
  random: Random,
  ms: number,
  place: { offset: number; from: number; to: number },
): number {
  const local = ms + place.offset * hour;
  let date = Math.floor(local / day) * day;
  const weekday = new Date(date).getUTCDay();
  const weekend = weekday === 6 ? 1 : weekday === 0 ? 2 : 0;
  if (weekend > 0 && chance(random, 0.85)) date -= (weekend + below(random, 5)) * day;
  const atWork = chance(random, 0.92) ? between(random, 7.5, 17.5) : between(random, 6, 23);
  const moment = Math.floor(date + atWork * hour - place.offset * hour);
  // What is too late on its day fits the last working day before; else the wanted moment is as good as any.
  const early = moment - (weekday === 1 ? 3 : 1) * day;
  const fitting = [moment, early].find((at) => at >= place.from && at <= place.to);
  return fitting ?? Math.floor(Math.min(Math.max(ms, place.from), place.to));
}
