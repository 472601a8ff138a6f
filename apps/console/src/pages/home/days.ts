export type Days = readonly { readonly day: string; readonly count: number }[];

const dayMilliseconds = 86_400_000;

/** The last `length` days up to `today`, those on which nothing happened included. */
export function lastDays(days: Days, today: Date, length: number): number[] {
  const counts = new Map(days.map(({ day, count }) => [day, count]));
  return Array.from({ length }, (_, at) => {
    const day = new Date(today.getTime() - (length - 1 - at) * dayMilliseconds);
    return counts.get(day.toISOString().slice(0, 10)) ?? 0;
  });
}
