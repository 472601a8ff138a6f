export type Progress = { readonly done: number; readonly total: number | null; readonly note: string | null };

export type ProgressReport = {
  report(progress: Progress): Promise<void>;
  /** What was reported before is behind what a batch has saved. */
  forget(): void;
  /** What was reported last; from then on nothing is saved by itself. */
  close(): Progress | null;
};

/** Saves the first report at once and later ones at most every so many milliseconds; the last one is never dropped. */
export function createProgressReport(options: {
  readonly everyMs: number;
  readonly monotonic: () => number;
  readonly save: (progress: Progress) => Promise<void>;
}): ProgressReport {
  let latest: Progress | null = null;
  let savedAt = -Infinity;
  let timer: NodeJS.Timeout | undefined;

  async function save(progress: Progress): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    savedAt = options.monotonic();
    await options.save(progress);
  }

  return {
    async report(progress) {
      latest = progress;
      const waitMs = savedAt + options.everyMs - options.monotonic();
      if (waitMs <= 0) return save(progress);
      timer ??= setTimeout(() => {
        // Whatever is wrong with the database or the lease shows at the next report or at the end.
        if (latest !== null) save(latest).catch(() => undefined);
      }, waitMs).unref();
    },
    forget() {
      latest = null;
      clearTimeout(timer);
      timer = undefined;
    },
    close() {
      clearTimeout(timer);
      return latest;
    },
  };
}
