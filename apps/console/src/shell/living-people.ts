/** All who are not deleted. */
export function livingPeople(usersByStatus: Readonly<Record<string, number>>): number {
  return Object.entries(usersByStatus).reduce(
    (sum, [status, count]) => (status === "deleted" ? sum : sum + count),
    0,
  );
}
