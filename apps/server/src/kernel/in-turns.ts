/** Lets everything else that waits have its turn. */
export const yieldNow = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const turn = 25;

/** Does something with each of many, and lets others have their turn in between. */
export async function inTurns<T, R>(items: readonly T[], work: (item: T) => R): Promise<R[]> {
  const done: R[] = [];
  for (const [n, item] of items.entries()) {
    if (n > 0 && n % turn === 0) await yieldNow();
    done.push(work(item));
  }
  return done;
}
