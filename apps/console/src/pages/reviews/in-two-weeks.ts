/** Two weeks from now, on the full hour, as a field for local times takes it. */
export function inTwoWeeks(now = new Date()): string {
  const due = new Date(now);
  due.setDate(due.getDate() + 14);
  due.setMinutes(0, 0, 0);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${due.getFullYear()}-${two(due.getMonth() + 1)}-${two(due.getDate())}T${two(due.getHours())}:00`;
}
