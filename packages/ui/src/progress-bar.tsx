import { Label } from "react-aria-components/Label";
import { ProgressBar as AriaProgressBar } from "react-aria-components/ProgressBar";

export type ProgressBarProps = {
  label: string;
  done: number;
  /** Null where nobody knows yet how much there is: then the bar claims no share. */
  total: number | null;
  /** Says in words how far it is; without it, the share. */
  valueText?: string;
};

export function ProgressBar({ label, done, total, valueText }: ProgressBarProps) {
  return (
    <AriaProgressBar
      value={done}
      maxValue={total ?? 1}
      isIndeterminate={total === null}
      {...(valueText !== undefined && { valueLabel: valueText })}
      className="flex flex-col gap-2"
    >
      {({ percentage, valueText: shown }) => (
        <>
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <Label className="font-medium">{label}</Label>
            <span className="text-small text-ink2">{shown ?? valueText}</span>
          </div>
          <div className="flex h-2.5 items-center overflow-hidden rounded-full border border-control-line bg-sunk">
            {percentage === undefined ? (
              <span className="pulse-soft mx-1 block w-full border-t-2 border-dashed border-accent" />
            ) : (
              <span className="shape-filled block h-full bg-accent" style={{ width: `${percentage}%` }} />
            )}
          </div>
        </>
      )}
    </AriaProgressBar>
  );
}
