import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';

interface NumberProps {
  readonly label: string;
  readonly value: number | undefined;
  /** Whole numbers from here on; absent = any number. */
  readonly least?: number | undefined;
  readonly change: (value: number | undefined) => void;
  /** Whether what stands there is no such number. */
  readonly told: (wrong: boolean) => void;
}

/** A number, or nothing. */
export function NumberField({ label, value, least, change, told }: NumberProps) {
  const [typed, setTyped] = useState(value === undefined ? '' : String(value));
  const [wrong, setWrong] = useState(false);
  const type = (text: string) => {
    setTyped(text);
    const number = Number(text.trim().replace(',', '.').replace('−', '-'));
    const right =
      text.trim() === '' ||
      (Number.isFinite(number) && (least === undefined || (Number.isInteger(number) && number >= least)));
    setWrong(!right);
    told(!right);
    if (right) change(text.trim() === '' ? undefined : number);
  };
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="text"
        aria-label={label}
        inputMode="decimal"
        value={typed}
        aria-invalid={wrong}
        onInput={(event) => type(event.currentTarget.value)}
      />
      {wrong && (
        <span class="field-wrong">
          {least === undefined ? l10n.t('a number') : l10n.t('a whole number, {0} or more', least)}
        </span>
      )}
    </label>
  );
}

interface SelectProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly words: string }[];
  readonly value: T;
  readonly choose: (value: T) => void;
}

export function SelectField<T extends string>({ label, options, value, choose }: SelectProps<T>) {
  return (
    <label class="field">
      <span>{label}</span>
      <select aria-label={label} value={value} onChange={(event) => choose(event.currentTarget.value as T)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.words}
          </option>
        ))}
      </select>
    </label>
  );
}
