import path from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { version } from '../package.json';
import { checkCommand } from './cli/check.ts';
import { convertCommand } from './cli/convert.ts';
import { evaluateCommand } from './cli/evaluate.ts';
import { evaluateHelp } from './cli/evaluateHelp.ts';
import { ExitCode, exitCodeOf } from './cli/exitCodes.ts';
import { explainCommand } from './cli/explain.ts';
import { exportCommand } from './cli/export.ts';
import { forecastCommand } from './cli/forecast.ts';
import { pairsCommand } from './cli/pairs.ts';
import { pairsHelp } from './cli/pairsHelp.ts';
import { providersCommand } from './cli/providers.ts';
import { chooseOption, formatOption } from './cli/readingOptions.ts';
import { plain } from './cli/terminal.ts';
import { defaultScoring } from './model/settings.ts';
import { exportFormats } from './preference/exportColumns.ts';
import { gapMeasures, pairFields, pairStrategies, usualPairs } from './preference/pairOptions.ts';
import { UserError } from './userError.ts';

/** `plackett`: the same code as in the editor, without one. */

const program = new Command('plackett')
  .description(
    'Check rankings of completions, and evaluate a policy on them under the Plackett-Luce DPO objective.',
  )
  .version(version)
  .showHelpAfterError('(plackett --help tells more)')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? ExitCode.done : ExitCode.usage))
  .addHelpText(
    'after',
    `
Exit codes: 0 done; 1 errors in the data (check: any error; evaluate: nothing could be evaluated or read);
2 usage; 3 model or provider failure; 130 interrupted.`,
  );

const containers =
  'file of rankings: JSON lines, a JSON array or objects in any spacing, also as .gz or .zst; Parquet';

/** Which tokens of an example are scored: the same for `evaluate` and `forecast`. */
const eosOption = () =>
  new Option('--no-eos', 'do not append the end-of-sequence token to plain-text completions');
const maxLengthOption = () =>
  new Option('--max-length <tokens>', "longest sequence; 0 = the model's context")
    .argParser(natural)
    .default(defaultScoring.maxLength);
const truncationOption = () =>
  new Option('--truncation <how>', 'what happens to longer ones')
    .choices(['keep_start', 'keep_end', 'trim_prompt', 'skip'])
    .default(defaultScoring.truncation);

program
  .command('check')
  .description('Find malformed rankings: one line a problem, with its place and what to do.')
  .argument('<file>', containers)
  .addOption(formatOption())
  .addOption(chooseOption())
  .option('--problem <code=severity...>', 'show a problem as error, warning or information, or not (off)')
  .option('--json', 'one JSON object a line: line, column, endLine, endColumn, code, severity, message')
  .action((file, options) => finish(checkCommand(file, options, path.join(__dirname, 'rangeWorker.js'))));

program
  .command('convert')
  .description('Write the records of a file as JSON lines, one a line; no value is changed.')
  .argument('<file>', containers)
  .option('--out <file>', 'where to; - is stdout', '-')
  .action((file, options) => finish(convertCommand(file, options)));

program
  .command('evaluate')
  .description(
    'Score every completion with policy and reference; rewards, losses and metrics of all rankings.',
  )
  .argument('<file>', containers)
  .option('--policy <folder>', 'ONNX model being trained; without it the records must carry policy_logps')
  .option('--reference <folder>', 'frozen ONNX model that training started from; without it reference_logps')
  .option('--beta <number>', "beta of the DPO objective, as in your trainer's configuration", positive, 0.1)
  .addOption(
    new Option('--provider <name>', 'execution provider; a named one that cannot start is an error')
      .choices(['auto', 'cpu', 'cuda', 'dml', 'coreml', 'webgpu'])
      .default(defaultScoring.provider),
  )
  .addOption(formatOption())
  .addOption(chooseOption())
  .option('--limit <n>', 'evaluate the first n records only', counting)
  .option(
    '--json <out>',
    'write one line of JSON an example, in file order; - is stdout. What is undefined is null',
  )
  .option('--summary <out>', 'write the summary as JSON; - is stdout')
  .option('--report <file>', 'write a report: one HTML file that needs no network')
  .option(
    '--csv <file>',
    'write the examples as CSV; text that a spreadsheet would run begins with an apostrophe',
  )
  .option('--parquet <file>', 'write the examples as Parquet')
  .option('--run <folder>', 'keep the run here, for "export" and "pairs"; one that was cut off goes on')
  // Its name in the first releases.
  .addOption(new Option('--keep <folder>').hideHelp())
  .addOption(
    new Option('--border <how>', 'how prompt and completion become tokens')
      .choices(['joint', 'separate', 'trl'])
      .default(defaultScoring.border),
  )
  .addOption(eosOption())
  .addOption(maxLengthOption())
  .addOption(truncationOption())
  .option(
    '--batch-tokens <n>',
    'tokens in one forward pass; halved by itself when memory runs out',
    counting,
    defaultScoring.batchTokens,
  )
  .addOption(
    new Option('--residency <how>', 'both models in memory, or the reference first, then the policy')
      .choices(['auto', 'together', 'oneAfterTheOther'])
      .default('auto'),
  )
  .option('--cache <folder>', "keep log-probabilities here instead of in the system's folder for caches")
  .option('--no-cache', 'keep none and use none of an earlier run')
  .addHelpText('after', evaluateHelp)
  .action((file, options) =>
    finish(evaluateCommand(file, options, path.join(__dirname, 'scorerProcess.js'))),
  );

program
  .command('export')
  .description('Write the results that lie in a run folder.')
  .argument('<run folder>', 'as --run of evaluate wrote it, or one of the extension')
  .addOption(
    new Option('--format <name>', 'dataset: the records themselves, as they are')
      .choices(exportFormats)
      .makeOptionMandatory(),
  )
  .requiredOption('--out <file>', 'where it goes; - is stdout')
  .option('--beta <number>', 'beta that rewards and losses are written for', positive, 0.1)
  .option('--columns <name...>', 'columns of csv, jsonl and parquet; prompt and responses are the texts')
  .option('--worst <n>', 'examples with the largest losses whose texts a report shows', natural)
  .action((folder, options) => finish(exportCommand(folder, options)));

program
  .command('pairs')
  .description('Make training pairs of rankings: prompt, chosen, rejected, as TRL takes them.')
  .argument('<file>', 'file of rankings')
  .option('--out <file>', 'where they go; - is stdout. Without it they are only counted')
  .addOption(
    new Option('--strategy <name>', 'which completions are a pair')
      .choices(pairStrategies)
      .default(usualPairs.strategy),
  )
  .addOption(
    new Option('--gap <measure>', 'what a gap is: of implicit rewards (nats), of tiers, of annotated scores')
      .choices(gapMeasures)
      .default(usualPairs.gap),
  )
  .option('--min-gap <number>', 'leave out pairs with a smaller gap', finite)
  .option('--max-gap <number>', 'leave out pairs with a larger gap', finite)
  .option('--max-per-prompt <n>', 'pairs of one ranking', counting)
  .addOption(
    new Option('--keep <which>', 'which ones, where there are more')
      .choices(['largest', 'random'])
      .default(usualPairs.keep),
  )
  .option('--seed <n>', 'decides what is drawn', natural, usualPairs.seed)
  .addOption(new Option('--fields <name...>', 'more fields in each record').choices(pairFields))
  .option('--run <folder>', 'rewards from this run folder')
  .option('--rewards <file>', 'rewards from what evaluate --json wrote')
  .option('--beta <number>', 'beta that rewards are computed for', positive, 0.1)
  .addOption(formatOption())
  .addOption(chooseOption())
  .addHelpText('after', pairsHelp)
  .action((file, options) => finish(pairsCommand(file, options)));

program
  .command('explain')
  .description('What a problem means, how to mend it, and why it matters.')
  .argument('[code]', 'as `check` tells it; all of them are listed without one')
  .action((code) => finish(explainCommand(code, path.join(__dirname, '..', 'media', 'problems'))));

program
  .command('forecast')
  .description('Tokenize every example, and tell how many are longer than a model can take.')
  .argument('<file>', containers)
  .requiredOption('--model <folder>', 'folder with a tokenizer; the model itself is not loaded')
  .addOption(formatOption())
  .addOption(chooseOption())
  .option('--limit <n>', 'the first n records only', counting)
  .addOption(eosOption())
  .addOption(maxLengthOption())
  .addOption(truncationOption())
  .option('--json', 'as one JSON object')
  .action((file, options) => finish(forecastCommand(file, options)));

program
  .command('providers')
  .description('Which execution providers run on this machine, and why the others do not.')
  .option('--json', 'as JSON')
  .action((options) => finish(providersCommand(options, path.join(__dirname, 'scorerProcess.js'))));

/** A pipe that is closed early, as by `head`, is no error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
/** Nobody reads the progress any more: no reason to lose what is being computed. */
process.stderr.on('error', () => {});

void program.parseAsync();

async function finish(work: Promise<number>): Promise<void> {
  try {
    process.exitCode = await work;
  } catch (error) {
    // A stack has lines of its own; a message of ours is one line, whatever text of a dataset it quotes.
    const lines = error instanceof UserError ? [error.message] : stackOf(error).split('\n');
    process.stderr.write(`plackett: ${lines.map(plain).join('\n')}\n`);
    process.exitCode = exitCodeOf(error);
  }
}

function stackOf(error: unknown): string {
  return String((error as Error)?.stack ?? error);
}

function counting(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('A whole number, 1 or more.');
  return value;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value)))
    throw new InvalidArgumentError('A number above 0, such as 0.1.');
  return value;
}

function finite(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('A number, such as 0.5.');
  return value;
}

function natural(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('A whole number, 0 or more.');
  return value;
}
