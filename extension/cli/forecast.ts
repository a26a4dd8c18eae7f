import path from 'node:path';
import { defaultScoring, type ScoringSettings } from '../model/settings.ts';
import { forecastWords } from '../run/forecastWords.ts';
import { truncationForecast } from '../run/truncationForecast.ts';
import { ExitCode } from './exitCodes.ts';
import { givenReading, type ReadingOptions } from './readingOptions.ts';
import { plain, plainJson } from './terminal.ts';

export interface ForecastOptions extends ReadingOptions {
  readonly model: string;
  readonly limit?: number;
  readonly eos: boolean;
  readonly maxLength: number;
  readonly truncation: ScoringSettings['truncation'];
  readonly json?: boolean;
}

/** `plackett forecast FILE --model FOLDER`: what will be cut off, known before anything is scored. */
export async function forecastCommand(file: string, options: ForecastOptions): Promise<number> {
  const { model, limit, eos, maxLength, truncation, json } = options;
  const controller = new AbortController();
  const interrupt = () => controller.abort(new Error('interrupted'));
  process.once('SIGINT', interrupt);
  try {
    const forecast = await truncationForecast(
      {
        dataset: path.resolve(file),
        limit,
        model: path.resolve(model),
        reading: givenReading(options),
        scoring: { ...defaultScoring, appendEos: eos, maxLength, truncation },
      },
      { reading: () => {}, log: (_, words) => void process.stderr.write(`${plain(words)}\n`) },
      controller.signal,
    );
    const text = json ? plainJson(forecast) : forecastWords(forecast).map(plain).join('\n');
    process.stdout.write(`${text}\n`);
    return forecast.examples === 0 ? ExitCode.data : ExitCode.done;
  } catch (error) {
    if (controller.signal.aborted) return ExitCode.interrupted;
    throw error;
  } finally {
    process.removeListener('SIGINT', interrupt);
  }
}
