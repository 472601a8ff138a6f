import type { Contract, Received, Request } from "@atrium/contracts";
import type { CallOptions } from "@atrium/sdk";
import { useRef, useState, type FormEvent } from "react";
import { contractFields, type ContractField } from "virtual:contract-fields";
import { useI18n } from "../i18n/i18n-context.tsx";
import { useOperationAction } from "./operation.ts";
import { fieldErrorsOf, type FieldErrors } from "./problem.ts";

export type FormValues = Readonly<Record<string, string>>;

export type FormField = {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly isRequired: boolean;
  readonly maxLength: number | undefined;
  readonly onChange: (value: string) => void;
};

export type ContractForm = {
  readonly field: (name: string) => FormField;
  readonly values: FormValues;
  readonly changed: readonly string[];
  readonly set: (change: FormValues) => void;
  /** Takes newer values of the server where the person has not written something else. */
  readonly rebase: (base: FormValues) => void;
  /** Begins anew from what is now the server's. */
  readonly restart: (base: FormValues) => void;
  readonly submit: (event?: FormEvent) => void;
  readonly isSending: boolean;
  /** What no field can show. */
  readonly problem: Error | null;
};

export type ContractFormOptions<C extends Contract> = {
  initial: FormValues;
  /** Turns what was written into a request. */
  request: (values: FormValues, changed: readonly string[]) => Request<C>;
  options?: () => CallOptions;
  /** One key for one content: sending the same again after a lost answer makes no second row. */
  idempotent?: boolean;
  onDone: (output: Received<C>) => void;
};

/** A form whose fields, titles and limits come from the contract, and whose errors come back by pointer. */
export function useContractForm<C extends Contract>(
  contract: C,
  { initial, request, options, idempotent = false, onDone }: ContractFormOptions<C>,
): ContractForm {
  const { find, t } = useI18n();
  const [base, setBase] = useState(initial);
  const [values, setValues] = useState(initial);
  const [missing, setMissing] = useState<FieldErrors>({});
  const action = useOperationAction(contract, { onDone });
  const sent = useRef({ content: "", key: "" });
  const specs: readonly ContractField[] = contractFields[contract.id] ?? [];
  const refused = fieldErrorsOf(action.error);
  const changed = Object.keys(values).filter((name) => values[name] !== base[name]);
  const shown = new Set(Object.keys(values));
  const unplaced = action.error !== null && !Object.keys(refused).some((name) => shown.has(name));

  const write = (change: FormValues) => {
    setValues((now) => ({ ...now, ...change }));
    setMissing((now) => without(now, Object.keys(change)));
  };

  return {
    values,
    changed,
    set: write,
    rebase(next) {
      setValues((now) => ({ ...next, ...pick(now, changed) }));
      setBase(next);
      action.reset();
    },
    restart(next) {
      setValues(next);
      setBase(next);
      action.reset();
    },
    field(name) {
      const spec = specs.find((one) => one.name === name);
      return {
        name,
        label: find(`field.${name}`) ?? spec?.title ?? name,
        value: values[name] ?? "",
        error: missing[name] ?? refused[name],
        isRequired: spec?.required ?? false,
        maxLength: spec?.maxLength ?? undefined,
        onChange: (value) => write({ [name]: value }),
      };
    },
    submit(event) {
      event?.preventDefault();
      const empty = specs.filter(
        ({ name, required }) => required && shown.has(name) && !values[name]?.trim(),
      );
      setMissing(Object.fromEntries(empty.map(({ name }) => [name, t("form.missing")])));
      if (empty.length > 0 || action.isPending) return;
      const wanted = request(values, changed);
      const content = JSON.stringify(wanted);
      if (sent.current.content !== content) sent.current = { content, key: crypto.randomUUID() };
      action.mutate({
        request: wanted,
        options: { ...options?.(), ...(idempotent && { idempotencyKey: sent.current.key }) },
      });
    },
    isSending: action.isPending,
    problem: unplaced ? action.error : null,
  };
}

function pick(values: FormValues, names: readonly string[]): FormValues {
  return Object.fromEntries(names.map((name) => [name, values[name] ?? ""]));
}

function without(errors: FieldErrors, names: readonly string[]): FieldErrors {
  return Object.fromEntries(Object.entries(errors).filter(([name]) => !names.includes(name)));
}
