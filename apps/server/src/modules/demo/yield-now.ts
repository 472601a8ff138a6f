/** Lets everything else that waits have its turn. */
export const yieldNow = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
