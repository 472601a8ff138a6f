/** Asks the person to confirm that it is them, wherever a call was refused for want of it. */
export type StepUp = {
  /** True when they did: the call may be made again. Calls that ask meanwhile share the answer. */
  ask: () => Promise<boolean>;
  /** Whoever shows the question; one at a time. */
  onAsk: (show: (answer: (confirmed: boolean) => void) => void) => () => void;
};

type Show = (answer: (confirmed: boolean) => void) => void;

export function createStepUp(): StepUp {
  let show: Show | null = null;
  let asked: Promise<boolean> | null = null;
  return {
    ask() {
      const shower = show;
      if (shower === null) return Promise.resolve(false);
      asked ??= new Promise<boolean>((resolve) => shower(resolve)).finally(() => {
        asked = null;
      });
      return asked;
    },
    onAsk(shower) {
      show = shower;
      return () => {
        if (show === shower) show = null;
      };
    },
  };
}
