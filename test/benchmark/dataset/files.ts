import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { Random } from '../../fuzz/random.ts';

/** Files of rankings, the same each time. */
export const kinds = {
  'lines of 3 KB': longLine,
  'lines of 75 bytes': shortLine,
  'all text as \\uXXXX': escapedLine,
} as const;

const words =
  'the a of to and in is that it for as with was on be by at this are or from an have not which one you were all she there would their we has been when who will more if no out so said what up its about into than them can only other new some could time these two may then do first any my now such like our over man me even most made after also did many before must through back years where much your way well down should because each just those people how too little state good very make world still own see men work long get here between both life being under never day same another know while last might us great old year off come since against go came right used take three'.split(
    ' ',
  );

function prose(random: Random, units: number): string {
  let text = '';
  while (text.length < units) {
    text += random.of(words);
    text += random.once(12)
      ? random.of(['.\n\n', ', ', '. ', ':\n- '])
      : random.once(60)
        ? ' "quoted" '
        : ' ';
    if (random.once(150)) text += random.of(['it\u2019s ', '**bold** ', '`code` ', 'caf\u00e9 ', '\u2013 ']);
  }
  return text;
}

function record(random: Random, number: number, units: number) {
  const responses = random.list(4, () => prose(random, units * (0.6 + random.below(80) / 100)));
  const ranking = [0, 1, 2, 3].sort(() => random.below(3) - 1);
  return {
    id: `r${number}`,
    prompt: prose(random, units / 2) + number,
    responses,
    ranking,
    source: 'made',
    turns: random.below(5),
  };
}

function longLine(random: Random, number: number): string {
  return JSON.stringify(record(random, number, 640));
}

function shortLine(random: Random, number: number): string {
  const ranking = random.once(2) ? '1,0' : '0,1';
  return `{"prompt":"q${number}","responses":["a${random.below(100)}","b${random.below(1000)}"],"ranking":[${ranking}]}`;
}

function escapedLine(random: Random, number: number): string {
  const { prompt, responses, ...others } = record(random, number, 107);
  const texts = responses.map(escaped).join(', ');
  const rest = JSON.stringify(others).slice(1);
  return `{"prompt": ${escaped(prompt)}, "responses": [${texts}], ${rest}`;
}

function escaped(text: string): string {
  let made = '"';
  for (let i = 0; i < text.length; i++) made += `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`;
  return `${made}"`;
}

/** Writes a file of some size; returns how many records it holds. */
export async function makeFile(kind: keyof typeof kinds, path: string, bytes: number): Promise<number> {
  const random = new Random(1);
  const out = createWriteStream(path);
  let [records, left] = [0, bytes];
  while (left > 0) {
    const lines: string[] = [];
    for (let units = 0; units < 2 ** 18; units += lines[lines.length - 1].length + 1)
      lines.push(kinds[kind](random, ++records));
    const text = Buffer.from(`${lines.join('\n')}\n`);
    left -= text.length;
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
  return records;
}
