import { Icon } from "./icons.tsx";

export type RowCheckboxProps = {
  label: string;
  isSelected: boolean;
  /** `range` where Shift is held. */
  onChange: (on: boolean, range: boolean) => void;
};

/** A tick in a long table: the browser's own control, since fifty of the richer one take a tenth of a second to draw. */
export function RowCheckbox({ label, isSelected, onChange }: RowCheckboxProps) {
  return (
    <label className="relative inline-flex min-h-6 min-w-6 cursor-default items-center justify-center pointer-coarse:min-h-11 pointer-coarse:min-w-11">
      <input
        type="checkbox"
        aria-label={label}
        checked={isSelected}
        onChange={({ target, nativeEvent }) =>
          onChange(target.checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
        }
        className="size-4 shrink-0 cursor-default appearance-none rounded-[3px] border border-control-line bg-raised transition-colors checked:border-accent checked:bg-accent focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-accent forced-colors:appearance-auto"
      />
      {isSelected && (
        <Icon
          name="check"
          className="pointer-events-none absolute size-3.5 text-on-accent forced-colors:hidden"
        />
      )}
    </label>
  );
}
