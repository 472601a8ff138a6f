export type Undo = {
  /** What closes the thing that was just opened. */
  add: (close: () => Promise<void> | undefined) => void;
  /** Closes everything, the last opened first; only the first call does. */
  run: () => Promise<void>;
};

export function createUndo(): Undo {
  const steps: (() => Promise<void> | undefined)[] = [];
  let running: Promise<void> | undefined;

  async function undo(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of steps.toReversed()) {
      try {
        await close();
      } catch (cause) {
        failures.push(cause);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, "something could not be closed");
  }

  return { add: (close) => void steps.push(close), run: () => (running ??= undo()) };
}
