import path from 'node:path';
import { version } from '../../../../package.json';
import { count, countOf } from '../../../../webview/format.ts';
import type { LoadedModel } from '../../../model/contract.ts';
import { Status } from '../../../preference/rows.ts';
import { placeWords } from '../../modelWords.ts';
import type { ExportRequest } from '../exportRequest.ts';
import { textHtml } from './html.ts';

/** What was evaluated with what, as names and values in HTML. Folders are not told: a report is for others, too. */
export function factsHtml(request: ExportRequest): string {
  const { rows, totalRows, beta, scoring, reading, policy, reference, evaluatedAt } = request;
  const lines: [string, string][] = [['Dataset', textHtml(path.basename(request.dataset))]];
  const n = rows.line.length;
  lines.push([
    'Examples',
    totalRows === undefined || totalRows === n ? count(n) : `${count(n)} chosen of ${count(totalRows)}`,
  ]);
  const left = leftOut(request);
  if (left !== '') lines.push(['Left out of every mean', left]);
  if (reading?.format) lines.push(['Read as', textHtml(reading.format)]);
  lines.push(['Policy', modelHtml(policy)], ['Reference', modelHtml(reference)], ['Beta', String(beta)]);
  if (scoring && (policy || reference)) {
    const { border, appendEos, maxLength, truncation } = scoring;
    const longest =
      maxLength > 0 ? `at most ${countOf(maxLength, 'token')}` : "as long as the model's context";
    const eos = appendEos ? 'end-of-sequence token appended' : 'no end-of-sequence token appended';
    lines.push(['Tokens', textHtml(`${border}, ${longest}, ${truncation} where longer, ${eos}`)]);
  }
  if (evaluatedAt)
    lines.push(['Evaluated', textHtml(evaluatedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC'))]);
  lines.push(['Written by', `Plackett ${version}`]);
  return `<dl>${lines.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('')}</dl>`;
}

function leftOut({ rows }: ExportRequest): string {
  const of = (status: number) => rows.status.reduce((n, s) => n + (s === status ? 1 : 0), 0);
  const causes: [number, string][] = [
    [of(Status.malformed), 'malformed'],
    [of(Status.failed), 'failed'],
    [of(Status.noPreference), 'without preference'],
  ];
  return causes.flatMap(([n, words]) => (n > 0 ? [`${count(n)} ${words}`] : [])).join(', ');
}

function modelHtml(model: LoadedModel | undefined): string {
  if (!model) return 'log-probs in the records; no model ran';
  return `${textHtml(model.name)} <span class="quiet">on ${textHtml(placeWords(model))}; content ${textHtml(model.fingerprint.slice(0, 12))}</span>`;
}
