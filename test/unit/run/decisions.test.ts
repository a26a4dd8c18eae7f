import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type KeptDecision, readDecision, writeDecision } from '../../../extension/run/decisionLine.ts';
import { DecisionLog, datasetFolder, readDecisions } from '../../../extension/run/decisions.ts';
import { matchDecisions } from '../../../extension/run/matchDecisions.ts';
import { temporaryFolder } from '../../fixtures/datasets.ts';

const flip: KeptDecision = {
  hash: 'AAAA',
  line: 7,
  verdict: 'flip',
  ranking: [[2], [0, 1]],
  tags: ['math'],
  note: 'upside\ndown \u2028 \u{1f600}',
  at: '2026-01-02T03:04:05.000Z',
};
const other: KeptDecision = { ...flip, hash: 'BBBB', line: 9, verdict: 'drop', ranking: undefined, tags: [] };
const takenBack: KeptDecision = {
  ...flip,
  verdict: undefined,
  ranking: undefined,
  tags: [],
  note: '',
};

describe('decisions on disk', () => {
  test('come back as they were, in the order they were written', async () => {
    const folder = path.join(temporaryFolder(), 'run');
    const log = new DecisionLog(folder);
    await Promise.all([log.append(flip), log.append(other), log.append(takenBack)]);
    expect(await readDecisions(folder)).toEqual([flip, other, takenBack]);
    expect(JSON.parse(readFileSync(path.join(folder, 'decisions.jsonl'), 'utf8').split('\n')[0])).toEqual({
      hash: 'AAAA',
      line: 7,
      decision: 'flip',
      ranking: [[2], [0, 1]],
      tags: ['math'],
      note: flip.note,
      at: flip.at,
    });
  });

  test('no file: none', async () => {
    expect(await readDecisions(path.join(temporaryFolder(), 'nowhere'))).toEqual([]);
  });

  test('a torn last line is passed over and swallows nothing', async () => {
    const folder = temporaryFolder();
    await new DecisionLog(folder).append(flip);
    appendFileSync(path.join(folder, 'decisions.jsonl'), '{"hash":"BBBB","li');
    expect(await readDecisions(folder)).toEqual([flip]);
    await new DecisionLog(folder).append(other);
    expect(await readDecisions(folder)).toEqual([flip, other]);
  });

  test('a folder that is a file: says so, keeps what was decided, and stores it later', async () => {
    const folder = path.join(temporaryFolder(), 'run');
    writeFileSync(folder, '');
    const log = new DecisionLog(folder);
    await expect(log.append(flip)).rejects.toThrow(
      /Decisions cannot be stored in .*decisions.jsonl: .*\. They are kept/,
    );
    expect(await log.unwritten()).toEqual([flip]);
    rmSync(folder);
    mkdirSync(folder);
    await log.append(other);
    expect(await readDecisions(folder)).toEqual([flip, other]);
  });

  test.each([
    '',
    'null',
    '7',
    '{"hash":1,"line":2,"decision":null}',
    '{"hash":"a","line":2.5,"decision":null}',
    '{"hash":"a","line":2,"decision":"burn"}',
    '{"hash":"a","line":2,"decision":"flip","ranking":[0,1]}',
    '{"hash":"a","line":2,"decision":"flip","ranking":[["x"]]}',
  ])('is not read from %s', (text) => expect(readDecision(text)).toBeUndefined());

  test('each dataset has a folder of its own, named by nothing of its path', () => {
    const folder = datasetFolder('/root', '/data/../x.jsonl');
    expect(path.dirname(folder)).toBe('/root');
    expect(folder).not.toBe(datasetFolder('/root', '/data/y.jsonl'));
  });
});

describe('which example a decision is about', () => {
  const at = (hash: string, line: number) => ({ hash, line });
  const wordsOf = (log: readonly KeptDecision[], places: readonly { hash: string; line: number }[]) => {
    const { found, lost } = matchDecisions(log, places);
    return {
      found: [...found].map(([{ line }, { verdict }]) => [line, verdict]),
      lost: lost.map(({ line }) => line),
    };
  };

  test('the one with its text, wherever it stands now; the last decision counts', () => {
    const log = [flip, other, { ...flip, verdict: 'keep' as const, ranking: undefined }];
    expect(wordsOf(log, [at('AAAA', 70), at('CCCC', 7)])).toEqual({ found: [[70, 'keep']], lost: [9] });
  });

  test('taken back is as if it had never been, also where the text is gone', () => {
    expect(wordsOf([flip, takenBack], [at('AAAA', 7)])).toEqual({ found: [], lost: [] });
    expect(wordsOf([flip, takenBack], [])).toEqual({ found: [], lost: [] });
    expect(wordsOf([flip, { ...takenBack, line: 12 }], [at('AAAA', 12)])).toEqual({ found: [], lost: [] });
  });

  test('applied: not missed where the text is gone, and there again where it came back', () => {
    const applied = { ...flip, applied: true as const };
    expect(readDecision(writeDecision(applied))).toEqual(applied);
    expect(wordsOf([flip, applied], [])).toEqual({ found: [], lost: [] });
    expect(wordsOf([flip, applied], [at('AAAA', 7)])).toEqual({ found: [[7, 'flip']], lost: [] });
  });

  test('of twins the nearest', () => {
    const log = [
      { ...flip, line: 3 },
      { ...flip, line: 40, verdict: 'drop' as const },
    ];
    expect(wordsOf(log, [at('AAAA', 5), at('AAAA', 42), at('AAAA', 20)]).found).toEqual([
      [5, 'flip'],
      [42, 'drop'],
    ]);
  });
});
