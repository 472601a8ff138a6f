import { parseFilter, type FieldSpecs } from "@atrium/filter";
import { IconButton, TextField } from "@atrium/ui";
import { useEffect, useId, useRef, useState, type ReactElement, type Ref } from "react";
import { useI18n } from "../i18n/i18n-context.tsx";

/** Shorter than between two keys of most people: nobody waits for a rest that does not come. */
const restMilliseconds = 80;

export type FilterBoxProps = {
  /** The filter in force, from the address. */
  value: string;
  fields?: FieldSpecs;
  label: string;
  placeholder: string;
  /** `first` is true once per visit to the box: one entry in the history, however much is typed. */
  onChange: (text: string, first: boolean) => void;
  inputRef?: Ref<HTMLInputElement>;
  /** A list of whole texts (`<datalist id>`) that what is written may go on as; false where there is nothing to offer. */
  completion?: (text: string, id: string) => ReactElement | false;
};

/** Text that filters as it is typed. What cannot be read is said at once and changes nothing. */
export function FilterBox({
  value,
  fields,
  label,
  placeholder,
  onChange,
  inputRef,
  completion,
}: FilterBoxProps) {
  const id = useId();
  const { t } = useI18n();
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const visited = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const parsed = fields === undefined ? null : parseFilter(text, fields);
  const error = parsed?.ok === false ? parsed.errors[0]?.message : undefined;

  const send = (next: string) => {
    clearTimeout(timer.current);
    if (next === sent.current) return;
    sent.current = next;
    onChange(next, !visited.current);
    visited.current = true;
  };
  const write = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    if (fields !== undefined && !parseFilter(next, fields).ok) return;
    timer.current = setTimeout(() => send(next.trim()), restMilliseconds);
  };

  const choices = completion?.(text, id) ?? false;

  return (
    <div className="relative min-w-48 flex-1">
      <TextField
        label={label}
        hideLabel
        value={text}
        onChange={write}
        onBlur={() => (visited.current = false)}
        placeholder={placeholder}
        error={error}
        type="search"
        autoComplete="off"
        spellCheck="false"
        inputRef={inputRef}
        {...(choices !== false && { inputList: id })}
        inputClassName="pe-9 [&::-webkit-search-cancel-button]:hidden"
      />
      {choices}
      {text !== "" && (
        <IconButton
          icon="close"
          label={t("users.filter.clear")}
          className="absolute end-0.5 top-0.5"
          onPress={() => {
            setText("");
            send("");
          }}
        />
      )}
    </div>
  );
}
