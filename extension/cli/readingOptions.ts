import { Option } from 'commander';
import { formats } from '../dataset/formats/index.ts';
import type { Reading } from '../dataset/reading.ts';
import { UserError } from '../userError.ts';

/** How a file is to be read, on the command line. */
export interface ReadingOptions {
  readonly format?: string;
  /** `name=value` each. */
  readonly choose?: readonly string[];
}

export const formatOption = () =>
  new Option('--format <name>', 'what the records are; told from the file by default').choices(
    formats.map(({ name }) => name),
  );

export const chooseOption = () =>
  new Option(
    '--choose <name=value...>',
    'what a format leaves open, as score=overall_score, ranking=ranks or grouping=pairs',
  );

/** Undefined where nothing was said. UserError for what no format asks. */
export function givenReading({ format, choose = [] }: ReadingOptions): Reading | undefined {
  if (format === undefined && choose.length === 0) return undefined;
  const named = choose.map((text) => {
    const [name, value] = [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)];
    const asking = formats.filter((one) => format === undefined || one.name === format);
    const options = asking
      .flatMap(({ choices = [] }) => choices)
      .filter((choice) => choice.name === name)
      .flatMap((choice) => choice.options.map((option) => option.value));
    if (!options.includes(value)) {
      const takes =
        options.length > 0 ? `${name} takes ${[...new Set(options)].join(', ')}` : 'no format asks that';
      throw new UserError(`--choose ${text}: ${takes}. Write it as name=value.`, 'usage');
    }
    return [name, value] as const;
  });
  return { ...(format === undefined ? {} : { format }), chosen: Object.fromEntries(named) };
}
