import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';

/** Messages of a language by their English text, as in l10n/bundle.l10n.json. */
export type Translation = Readonly<Record<string, string>>;

/** Every thread that is started from here on hears of it without being told. */
const place = 'plackett.translation';

/** Makes this process speak a language, and the threads that it starts. */
export function speak(translation: Translation | undefined): void {
  if (!translation) return;
  setEnvironmentData(place, translation);
  l10n.config({ contents: translation });
}

/** What this process speaks; undefined for English. */
export function spoken(): Translation | undefined {
  return getEnvironmentData(place) as unknown as Translation | undefined;
}

// A thread imports this before everything else, as some words are chosen when their file is loaded.
const heard = spoken();
if (heard) l10n.config({ contents: heard });
