const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** A size as people say it, in the largest unit that leaves at least one. */
export function sayBytes(bytes: number, tag: string): string {
  let at = 0;
  let value = bytes;
  while (value >= 1000 && at < units.length - 1) {
    value /= 1000;
    at++;
  }
  const unit = units[at] ?? "byte";
  return new Intl.NumberFormat(tag, {
    style: "unit",
    unit,
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}
