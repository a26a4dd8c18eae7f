interface Option<T extends string> {
  readonly value: T;
  readonly words: string;
  readonly detail?: string;
}

/** A control is named by its words alone; the detail describes it. */
function named({ words, detail, value }: Option<string>, name: string) {
  return { 'aria-label': words, 'aria-describedby': detail ? idOf(name, value) : undefined };
}

const idOf = (name: string, value: string) => `${name}-${value}`.replace(/\W+/g, '-');

function Words({
  option: { words, detail, value },
  name,
}: {
  readonly option: Option<string>;
  readonly name: string;
}) {
  return (
    <span>
      <bdi>{words}</bdi>
      {detail && (
        <span class="quiet choice-detail" id={idOf(name, value)}>
          {detail}
        </span>
      )}
    </span>
  );
}

interface RadiosProps<T extends string> {
  readonly legend: string;
  readonly name: string;
  readonly options: readonly Option<T>[];
  readonly value: T;
  readonly choose: (value: T) => void;
}

/** One of a few. */
export function Radios<T extends string>({ legend, name, options, value, choose }: RadiosProps<T>) {
  return (
    <fieldset class="choices">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} class="choice">
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => choose(option.value)}
            {...named(option, name)}
          />
          <Words option={option} name={name} />
        </label>
      ))}
    </fieldset>
  );
}

interface ChecksProps<T extends string> {
  readonly legend: string;
  readonly options: readonly Option<T>[];
  readonly values: ReadonlySet<T>;
  readonly toggle: (value: T) => void;
}

/** Any of a few. */
export function Checks<T extends string>({ legend, options, values, toggle }: ChecksProps<T>) {
  return (
    <fieldset class="choices checks">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} class="choice">
          <input
            type="checkbox"
            checked={values.has(option.value)}
            onChange={() => toggle(option.value)}
            {...named(option, legend)}
          />
          <Words option={option} name={legend} />
        </label>
      ))}
    </fieldset>
  );
}

/** A set with the value, or without it where it had it. */
export function toggled<T>(values: ReadonlySet<T>, value: T): Set<T> {
  const next = new Set(values);
  if (!next.delete(value)) next.add(value);
  return next;
}

export type RowsScope = 'all' | 'shown';

interface RowsProps {
  readonly legend: string;
  readonly all: string;
  readonly shown: string;
  readonly value: RowsScope;
  readonly choose: (value: RowsScope) => void;
}

/** All, or what the table shows. */
export function RowsField({ legend, all, shown, value, choose }: RowsProps) {
  return (
    <Radios
      legend={legend}
      name="rows"
      options={[
        { value: 'all', words: all },
        { value: 'shown', words: shown },
      ]}
      value={value}
      choose={choose}
    />
  );
}
