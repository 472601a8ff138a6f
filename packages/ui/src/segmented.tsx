import { ToggleButton } from "react-aria-components/ToggleButton";
import { ToggleButtonGroup } from "react-aria-components/ToggleButtonGroup";
import { Icon, type IconName } from "./icons.tsx";

export type Segment<Id extends string> = { id: Id; label: string; icon?: IconName };

/** A choice among a few, all in sight. */
export function Segmented<Id extends string>({
  label,
  segments,
  value,
  onChange,
}: {
  label: string;
  segments: readonly Segment<Id>[];
  value: Id;
  onChange: (value: Id) => void;
}) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = segments.find((segment) => keys.has(segment.id));
        if (chosen !== undefined) onChange(chosen.id);
      }}
      className="inline-flex w-fit gap-0.5 rounded-control border border-line bg-sunk p-0.5"
    >
      {segments.map((segment) => (
        <ToggleButton
          key={segment.id}
          id={segment.id}
          aria-label={segment.label}
          className="flex min-h-6 min-w-7 cursor-default items-center justify-center gap-1.5 rounded-small px-1.5 text-small text-ink3 transition-colors hover:text-ink data-[selected]:bg-raised data-[selected]:text-ink data-[selected]:shadow-[0_0_0_1px_var(--line)] pointer-coarse:min-h-10"
        >
          {segment.icon === undefined ? segment.label : <Icon name={segment.icon} className="size-3.5" />}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
