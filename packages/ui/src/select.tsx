import { Button } from "react-aria-components/Button";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Select as AriaSelect, SelectValue } from "react-aria-components/Select";
import { classNames } from "./class-names.ts";
import { controlClass, FieldFrame, type FieldTexts } from "./field.tsx";
import { Icon } from "./icons.tsx";
import { itemClass, popoverClass } from "./menu.tsx";

export type Option = { id: string; label: string; disabled?: boolean };
export type SelectProps = FieldTexts & {
  options: readonly Option[];
  value: string | null;
  onChange: (value: string) => void;
  placeholder: string;
  hideLabel?: boolean;
  isDisabled?: boolean;
  className?: string;
};

export function Select({
  options,
  value,
  onChange,
  placeholder,
  label,
  description,
  error,
  hideLabel = false,
  isDisabled = false,
  className,
}: SelectProps) {
  return (
    <AriaSelect
      value={value}
      onChange={(key) => key !== null && onChange(String(key))}
      placeholder={placeholder}
      isDisabled={isDisabled}
      isInvalid={error !== undefined}
      className={classNames("flex flex-col gap-1", className)}
    >
      <FieldFrame label={label} description={description} error={error} hideLabel={hideLabel}>
        <Button className={classNames(controlClass, "flex items-center justify-between gap-2 text-start")}>
          <SelectValue className="truncate data-[placeholder]:text-ink3" />
          <Icon name="chevron" className="text-ink3" />
        </Button>
      </FieldFrame>
      <Popover className={classNames(popoverClass, "min-w-(--trigger-width)")}>
        <ListBox items={options} className="max-h-80 overflow-auto p-1 outline-none scroll-quiet">
          {(option) => (
            <ListBoxItem
              id={option.id}
              textValue={option.label}
              isDisabled={option.disabled ?? false}
              className={itemClass}
            >
              {({ isSelected }) => (
                <>
                  <span className="flex-1">{option.label}</span>
                  {isSelected && <Icon name="check" className="text-accent" />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
