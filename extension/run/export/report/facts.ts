import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { version } from '../../../../package.json';
import { escaped } from '../../../../webview/figures/svg/frame.ts';
import { count, countOf } from '../../../../webview/format.ts';
import type { LoadedModel } from '../../../model/contract.ts';
import { Status } from '../../../preference/rows.ts';
import { placeWords } from '../../modelWords.ts';
import type { ExportRequest } from '../exportRequest.ts';
import { textHtml } from './html.ts';

/** What was evaluated with what, as names and values in HTML. Folders are not told: a report is for others, too. */
export function factsHtml(request: ExportRequest): string {
  const { rows, totalRows, beta, scoring, reading, policy, reference, evaluatedAt } = request;
  const lines: [string, string][] = [[l10n.t('Dataset'), textHtml(path.basename(request.dataset))]];
  const n = rows.line.length;
  lines.push([
    l10n.t('Examples'),
    totalRows === undefined || totalRows === n
      ? count(n)
      : l10n.t('{0} chosen of {1}', count(n), count(totalRows)),
  ]);
  const left = leftOut(request);
  if (left !== '') lines.push([l10n.t('Left out of every mean'), left]);
  if (reading?.format) lines.push([l10n.t('Read as'), textHtml(reading.format)]);
  lines.push(
    [l10n.t({ message: 'Policy', comment: ['The model that is trained'] }), modelHtml(policy)],
    [
      l10n.t({ message: 'Reference', comment: ['The model that the policy is held against'] }),
      modelHtml(reference),
    ],
    [l10n.t('Beta'), String(beta)],
  );
  if (scoring && (policy || reference)) {
    const { border, appendEos, maxLength, truncation } = scoring;
    const longest =
      maxLength > 0
        ? l10n.t('at most {0}', countOf(maxLength, 'token'))
        : l10n.t('as long as the model’s context');
    const eos = appendEos
      ? l10n.t('end-of-sequence token appended')
      : l10n.t('no end-of-sequence token appended');
    const where = l10n.t('{0} where longer', truncation);
    lines.push([l10n.t('Tokens'), textHtml([border, longest, where, eos].join(', '))]);
  }
  if (evaluatedAt)
    lines.push([l10n.t('Evaluated'), textHtml(evaluatedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC'))]);
  lines.push([l10n.t('Written by'), `Plackett ${version}`]);
  return `<dl>${lines.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${value}</dd>`).join('')}</dl>`;
}

function leftOut({ rows }: ExportRequest): string {
  const of = (status: number) => rows.status.reduce((n, s) => n + (s === status ? 1 : 0), 0);
  const [malformed, failed, tied] = [Status.malformed, Status.failed, Status.noPreference].map(of);
  const causes = [
    malformed > 0 && l10n.t('{0} malformed', count(malformed)),
    failed > 0 && l10n.t('{0} failed', count(failed)),
    tied > 0 && l10n.t('{0} without preference', count(tied)),
  ];
  return escaped(causes.filter((cause) => cause !== false).join(', '));
}

function modelHtml(model: LoadedModel | undefined): string {
  if (!model) return escaped(l10n.t('log-probs in the records; no model ran'));
  const content = model.fingerprint.slice(0, 12);
  const where = l10n.t({
    message: 'on {0}; content {1}',
    args: [placeWords(model), content],
    comment: ['{0}: where the model ran, as CPU; {1}: the start of a hash of its files'],
  });
  return `${textHtml(model.name)} <span class="quiet">${textHtml(where)}</span>`;
}
