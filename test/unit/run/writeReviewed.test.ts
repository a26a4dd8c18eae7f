import { chmodSync, linkSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleHash, lineHash } from '../../../extension/dataset/lineHash.ts';
import type { Verdict } from '../../../extension/preference/decision.ts';
import type { KeptDecision } from '../../../extension/run/decisionLine.ts';
import { planFile } from '../../../extension/run/planChanges.ts';
import { planWords } from '../../../extension/run/planWords.ts';
import { writeReviewed } from '../../../extension/run/writeReviewed.ts';
import { temporaryFolder } from '../../fixtures/datasets.ts';

const pair = (i: number) => `{"prompt": "p${i}", "chosen": "\\u0061${i}", "rejected": "b \u{1f600}${i}"}`;
const swappedPair = (i: number) =>
  `{"prompt": "p${i}", "chosen": "b \u{1f600}${i}", "rejected": "\\u0061${i}"}`;

function decision(text: string, line: number, verdict: Verdict, ranking = [[1], [0]]): KeptDecision {
  const order = verdict === 'flip' || verdict === 'rerank' ? ranking : undefined;
  return { hash: lineHash(text), line, verdict, ranking: order, tags: [], note: '', at: '2026' };
}

async function apply(source: string, log: readonly KeptDecision[], target?: string) {
  const to = target ?? path.join(path.dirname(source), 'new.jsonl');
  const signal = new AbortController().signal;
  const plan = await writeReviewed(source, to, (signal) => planFile(source, log, {}, signal), signal);
  return { plan, bytes: readFileSync(to) };
}

function fileOf(bytes: string | Buffer): string {
  const file = path.join(temporaryFolder(), 'rankings.jsonl');
  writeFileSync(file, bytes);
  return file;
}

describe('a reviewed file', () => {
  test('every other byte is the same, whatever the line ends, marks and other lines', async () => {
    const other = fc.constantFrom(
      '',
      ' ',
      'no json',
      '{"a": 1}',
      '\u2028{"x"',
      '{"prompt": "p", "chosen": "a"}',
    );
    const verdict = fc.constantFrom<Verdict | undefined>('keep', 'flip', 'drop', undefined);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.option(other, { nil: undefined }), verdict, fc.constantFrom('\n', '\r\n')), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.boolean(),
        fc.boolean(),
        async (lines, mark, isOpen) => {
          let [before, after] = mark ? ['\ufeff', '\ufeff'] : ['', ''];
          const log: KeptDecision[] = [];
          lines.forEach(([text, said, end], i) => {
            const last = isOpen && i === lines.length - 1;
            const lineEnd = last ? '' : end;
            before += (text ?? pair(i)) + lineEnd;
            if (text === undefined && said) log.push(decision(pair(i), i + 1, said));
            if (text !== undefined) after += text + lineEnd;
            else if (said === 'flip') after += swappedPair(i) + lineEnd;
            else if (said !== 'drop') after += pair(i) + lineEnd;
          });
          const { bytes } = await apply(fileOf(before), log);
          expect(bytes.toString('utf8')).toBe(after);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('bytes that are no UTF-8 are copied as they are', async () => {
    const start = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x0a]);
    const { bytes } = await apply(fileOf(Buffer.concat([start, Buffer.from(pair(1))])), [
      decision(pair(1), 2, 'flip'),
    ]);
    expect(bytes).toEqual(Buffer.concat([start, Buffer.from(swappedPair(1))]));
  });

  test('a file larger than a chunk', async () => {
    const long = `{"prompt": "${'x'.repeat(700_000)}", "chosen": "a", "rejected": "b"}`;
    const turned = long.replace('"a"', '"c"').replace('"b"', '"a"').replace('"c"', '"b"');
    const { bytes } = await apply(fileOf([long, pair(1), long, pair(2), long].join('\n')), [
      decision(long, 3, 'flip'),
      decision(pair(1), 2, 'drop'),
    ]);
    expect(bytes.toString('utf8') === [long, turned, pair(2), long].join('\n')).toBe(true);
  });

  test('says what it did, what it could not do, and what it did not find', async () => {
    const tree = JSON.stringify({
      message_tree_id: 't',
      prompt: {
        text: 'q',
        role: 'prompter',
        replies: [
          { text: 'a', role: 'assistant', rank: 0, replies: [] },
          { text: 'b', role: 'assistant', rank: 1, replies: [] },
        ],
      },
    });
    const log = [
      decision(pair(1), 1, 'flip'),
      decision(pair(2), 2, 'drop'),
      decision(pair(3), 3, 'keep'),
      decision(tree, 4, 'flip'),
      decision(pair(5), 5, 'rerank', [[0, 1]]),
      decision('gone', 77, 'drop'),
      decision('gone, and kept', 78, 'keep'),
    ];
    const { plan, bytes } = await apply(
      fileOf([pair(1), pair(2), pair(3), tree, pair(5), ''].join('\n')),
      log,
    );
    expect(planWords(plan)).toBe(
      '1 flipped, 1 dropped, 2 could not be changed: line 4, an OpenAssistant tree; line 5, a pair of chosen and rejected, which cannot hold a tie. 1 decision was about text that is not in the file any more (line 77).',
    );
    expect(bytes.toString()).toBe([swappedPair(1), pair(3), tree, pair(5), ''].join('\n'));
  });

  test('one ranking of several in a record, and a record of several lines, stay', async () => {
    const answer = (text: string, score: number) =>
      `{"prompt": "q", "response": "${text}", "helpfulness": ${score}, "correctness": 1, "coherence": 1, "complexity": 1, "verbosity": 1}`;
    const group = `${answer('a', 4)}\n${answer('b', 1)}`;
    const flip = { ...decision(group, 1, 'flip'), hash: lineHash(group) };
    const { plan } = await apply(fileOf(`${group}\n`), [flip]);
    expect(plan.refused).toEqual([
      { line: 1, reason: 'whose completions stand on several lines, which Plackett does not write' },
    ]);
    const replies = (depth: number): object[] => [
      {
        text: 'a',
        role: 'assistant',
        rank: 0,
        replies: depth > 0 ? [{ text: 'q', role: 'prompter', replies: replies(depth - 1) }] : [],
      },
      { text: 'b', role: 'assistant', rank: 1, replies: [] },
    ];
    const tree = JSON.stringify({ prompt: { text: 'q', role: 'prompter', replies: replies(1) } });
    const second = { ...decision(tree, 1, 'drop'), hash: exampleHash(lineHash(tree), 1) };
    expect((await apply(fileOf(tree), [second])).plan.refused[0].reason).toMatch(
      /several rankings in one record/,
    );
  });
});

describe('what can go wrong', () => {
  const signal = () => new AbortController().signal;
  const plan = (file: string) => (signal: AbortSignal) => planFile(file, [], {}, signal);

  test('the file itself, also by another name, is never the target', async () => {
    const file = fileOf(pair(1));
    const folder = path.dirname(file);
    const [link, hard] = [path.join(folder, 'link.jsonl'), path.join(folder, 'hard.jsonl')];
    symlinkSync(file, link);
    linkSync(file, hard);
    for (const target of [file, path.join(folder, '.', 'rankings.jsonl'), link, hard])
      await expect(writeReviewed(file, target, plan(file), signal())).rejects.toThrow(
        /is the file that is being read/,
      );
    expect(readFileSync(file, 'utf8')).toBe(pair(1));
  });

  test('a folder that is not there, or not writable: says so and leaves nothing', async () => {
    const file = fileOf(pair(1));
    await expect(writeReviewed(file, '/nowhere/at/all.jsonl', plan(file), signal())).rejects.toThrow(
      /cannot be written: there is no such folder\. Nothing was left behind; choose another folder/,
    );
    const folder = temporaryFolder();
    chmodSync(folder, 0o555);
    const target = path.join(folder, 'new.jsonl');
    // Who runs the tests may be allowed everything.
    await writeReviewed(file, target, plan(file), signal()).catch((error) => {
      expect(error.message).toMatch(/cannot be written: it is not allowed/);
      expect(readdirSync(folder)).toEqual([]);
    });
    chmodSync(folder, 0o755);
  });

  test('a full disk: says so, leaves nothing, and what stood at the target stays', async () => {
    const file = fileOf(pair(1));
    const target = path.join(temporaryFolder(), 'new.jsonl');
    writeFileSync(target, 'before');
    const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    const handle = await open(file);
    const prototype = Object.getPrototypeOf(handle);
    await handle.close();
    const { write } = prototype;
    prototype.write = () => Promise.reject(full);
    try {
      await expect(writeReviewed(file, target, plan(file), signal())).rejects.toThrow(
        /cannot be written: the disk is full/,
      );
    } finally {
      prototype.write = write;
    }
    expect(readdirSync(path.dirname(target))).toEqual(['new.jsonl']);
    expect(readFileSync(target, 'utf8')).toBe('before');
  });

  test('cancelled, or the file is changed under the reader: nothing is written', async () => {
    const file = fileOf(`${pair(1)}\n${pair(2)}\n`);
    const target = path.join(path.dirname(file), 'new.jsonl');
    const controller = new AbortController();
    const cancelling = async (signal: AbortSignal) => {
      const made = await planFile(file, [], {}, signal);
      controller.abort(new Error('stop'));
      return made;
    };
    await expect(writeReviewed(file, target, cancelling, controller.signal)).rejects.toThrow('stop');
    const changing = async (signal: AbortSignal) => {
      const made = await planFile(file, [], {}, signal);
      writeFileSync(file, `${pair(3)}\n`);
      return made;
    };
    await expect(writeReviewed(file, target, changing, signal())).rejects.toThrow(
      /was changed while it was read/,
    );
    expect(readdirSync(path.dirname(file))).toEqual(['rankings.jsonl']);
    // Of the same size, at the same place, and not what was planned for.
    const other = fileOf(`${pair(1)}\n`);
    const planned = await planFile(other, [decision(pair(1), 1, 'drop')], {}, signal());
    writeFileSync(other, `${pair(4)}\n`);
    await expect(writeReviewed(other, target, async () => planned, signal())).rejects.toThrow(
      /Line 1 is not where it was/,
    );
    await expect(writeReviewed('/nowhere.jsonl', target, plan(file), signal())).rejects.toThrow(
      /There is no file/,
    );
  });
});
