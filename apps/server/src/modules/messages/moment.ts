/** A moment as people write it. The zone is named, since the reader's is not known. */
export function momentIn(locale: string): (at: string) => string {
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "UTC",
  });
  return (at) => `${format.format(new Date(at))} UTC`;
}
