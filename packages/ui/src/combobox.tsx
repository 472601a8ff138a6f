import {
  useEffect,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type Ref,
} from "react";
import { classNames } from "./class-names.ts";
import { controlClass } from "./field.tsx";
import { itemClass, popoverClass } from "./menu.tsx";

export type Choice = {
  id: string;
  label: string;
  detail?: string | undefined;
  /** Choices of one section stand together, under its name. */
  section?: string | undefined;
  disabled?: boolean;
};

export type ComboboxProps = {
  label: string;
  value: Choice | null;
  onChange: (choice: Choice | null) => void;
  options: readonly Choice[];
  /** Where options are looked up elsewhere. Without it they are narrowed here by what is typed. */
  onType?: (text: string) => void;
  /** The options do not answer what is typed yet. */
  isBusy?: boolean;
  placeholder: string;
  /** Said where nothing fits. */
  empty: string;
  error?: string | undefined;
  description?: string | undefined;
  autoFocus?: boolean;
  isRequired?: boolean;
  inputRef?: Ref<HTMLInputElement> | undefined;
  className?: string;
};

const fits = ({ id, label, detail = "" }: Choice, text: string): boolean =>
  text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => `${label} ${detail} ${id}`.toLowerCase().includes(word));

/** The list lies in the top layer, where no scrolling ancestor cuts it off, and follows its field. */
function place(list: HTMLElement, field: HTMLElement): void {
  const { left, right, top, bottom, width } = field.getBoundingClientRect();
  const below = innerHeight - bottom;
  const above = below < 220 && top > below;
  const wide = Math.max(width, Math.min(300, innerWidth - 16));
  const start = getComputedStyle(field).direction === "rtl" ? right - wide : left;
  list.style.left = `${Math.max(8, Math.min(start, innerWidth - wide - 8))}px`;
  list.style.width = `${wide}px`;
  list.style.maxHeight = `${Math.min(340, (above ? top : below) - 12)}px`;
  list.style.top = above ? "auto" : `${bottom + 4}px`;
  list.style.bottom = above ? `${innerHeight - top + 4}px` : "auto";
}

/** A choice among many by typing. What was chosen stands in the field; an emptied field chooses nothing. */
export function Combobox({
  label,
  value,
  onChange,
  options,
  onType,
  isBusy = false,
  placeholder,
  empty,
  error,
  description,
  autoFocus = false,
  isRequired = false,
  inputRef,
  className,
}: ComboboxProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  // Whoever types and presses Enter at once means what is about to be found.
  const [awaits, setAwaits] = useState(false);
  const shown = onType !== undefined || !typed ? options : options.filter((each) => fits(each, typed));
  const current = Math.min(at, shown.length - 1);

  useLayoutEffect(() => {
    const [popover, anchor] = [list.current, field.current];
    if (!isOpen || popover === null || anchor === null) return;
    const follow = () => place(popover, anchor);
    popover.showPopover();
    follow();
    addEventListener("scroll", follow, true);
    addEventListener("resize", follow);
    return () => {
      removeEventListener("scroll", follow, true);
      removeEventListener("resize", follow);
      if (popover.isConnected) popover.hidePopover();
    };
  }, [isOpen]);
  useEffect(() => {
    if (isOpen) list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [isOpen, current]);

  const write = (text: string) => {
    setTyped(text);
    setAt(0);
    setOpen(true);
    setAwaits(false);
    onType?.(text);
  };
  const close = () => {
    setOpen(false);
    setTyped(null);
    setAwaits(false);
    if (typed !== null) onType?.("");
  };
  const choose = (choice: Choice | undefined) => {
    if (choice === undefined || choice.disabled === true) return;
    close();
    onChange(choice);
  };
  const settle = useEffectEvent(() => {
    setAwaits(false);
    choose(shown[current]);
  });
  useEffect(() => {
    if (awaits && !isBusy) settle();
  }, [awaits, isBusy]);
  const leave = () => {
    if (typed === "" && value !== null) onChange(null);
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      if (isOpen) setAt((current + step + shown.length) % Math.max(shown.length, 1));
      setOpen(true);
    } else if (event.key === "Enter" && isOpen && typed === "" && value !== null) leave();
    else if (event.key === "Enter" && isOpen && isBusy) setAwaits(true);
    else if (event.key === "Enter" && isOpen) choose(shown[current]);
    else if (event.key === "Escape" && isOpen) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const note = error ?? description;

  return (
    <div className={classNames("flex min-w-0 flex-col gap-1", className)}>
      <label htmlFor={id} className="text-small font-medium text-ink2">
        {label}
        {isRequired && <span aria-hidden="true"> *</span>}
      </label>
      <div ref={field}>
        <input
          id={id}
          ref={inputRef}
          role="combobox"
          autoFocus={autoFocus}
          autoComplete="off"
          spellCheck={false}
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-invalid={error !== undefined}
          aria-required={isRequired}
          {...(note !== undefined && { "aria-describedby": `${id}-note` })}
          {...(isOpen && shown.length > 0 && { "aria-activedescendant": `${id}-${current}` })}
          value={typed ?? value?.label ?? ""}
          placeholder={placeholder}
          data-invalid={error === undefined ? undefined : ""}
          onChange={(event) => write(event.target.value)}
          onClick={() => setOpen(true)}
          onFocus={(event) => event.target.select()}
          onBlur={leave}
          onKeyDown={onKeyDown}
          className={classNames(controlClass, "truncate")}
        />
      </div>
      {note !== undefined && (
        <p
          id={`${id}-note`}
          className={classNames("text-small", error === undefined ? "text-ink3" : "text-bad")}
        >
          {note}
        </p>
      )}
      <div
        ref={list}
        popover="manual"
        // The field keeps the focus, so that it goes on taking what is typed.
        onMouseDown={(event) => event.preventDefault()}
        className={classNames(popoverClass, "fixed m-0 flex-col overflow-hidden open:flex")}
      >
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label={label}
          className="min-h-0 overflow-auto p-1 scroll-quiet empty:hidden"
        >
          {isOpen &&
            shown.map((choice, index) => (
              <div key={choice.id} role="presentation">
                {choice.section !== undefined && choice.section !== shown[index - 1]?.section && (
                  <div role="presentation" className="px-2.5 pt-2 pb-1 text-small font-medium text-ink3">
                    {choice.section}
                  </div>
                )}
                <div
                  id={`${id}-${index}`}
                  role="option"
                  aria-selected={index === current}
                  aria-disabled={choice.disabled === true}
                  onPointerMove={() => setAt(index)}
                  onClick={() => choose(choice)}
                  className={classNames(
                    itemClass,
                    "justify-between",
                    index === current && "bg-sunk",
                    choice.disabled === true && "opacity-50",
                  )}
                >
                  <bdi className="min-w-0 truncate">{choice.label}</bdi>
                  {choice.detail !== undefined && (
                    <bdi className="min-w-0 truncate text-small text-ink3">{choice.detail}</bdi>
                  )}
                </div>
              </div>
            ))}
        </div>
        {isOpen && !isBusy && shown.length === 0 && (
          <p role="status" className="px-2.5 py-1.5 text-ink2">
            {empty}
          </p>
        )}
      </div>
    </div>
  );
}
