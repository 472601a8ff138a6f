import { Meter } from "react-aria-components/Meter";
import { classNames } from "./class-names.ts";
import { passwordStrength, type PasswordStrength, type StrengthContext } from "./password-strength.ts";

export type PasswordMeterProps = {
  password: string;
  context?: StrengthContext;
  /** Names the bar for those who do not see it. */
  label: string;
  /** Says in words how strong it is, and why not stronger. */
  describe: (strength: PasswordStrength) => string;
};

const steps = [1, 2, 3, 4] as const;
const colours = ["text-bad", "text-bad", "text-warn", "text-ok", "text-ok"] as const;

/** Tells the strength by the number of filled parts, in words and, last, by colour. */
export function PasswordMeter({ password, context = {}, label, describe }: PasswordMeterProps) {
  const strength = passwordStrength(password, context);
  const words = describe(strength);
  return (
    <div className="flex flex-col gap-1">
      <Meter
        aria-label={label}
        value={strength.score}
        maxValue={steps.length}
        valueLabel={words}
        className={classNames("flex gap-1", colours[strength.score])}
      >
        {steps.map((step) => (
          <span
            key={step}
            className={classNames(
              "h-1.5 flex-1 rounded-full border border-control-line",
              step <= strength.score ? "shape-filled bg-current" : "bg-sunk",
            )}
          />
        ))}
      </Meter>
      <p aria-live="polite" className="min-h-5 text-small text-ink2">
        {words}
      </p>
    </div>
  );
}
