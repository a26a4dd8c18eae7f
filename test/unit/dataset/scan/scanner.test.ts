import { describe, expect, test } from 'vitest';
import { textHash } from '../../../../extension/dataset/across/textHash.ts';
import { keyMeanings } from '../../../../extension/dataset/scan/keyMeanings.ts';
import { scannerFor } from '../../../../extension/dataset/scan/scanner.ts';
import { compareLines } from '../../../fuzz/compareLines.ts';

describe('the scanner', () => {
  test('takes no line for right that the check of each line does not, and tells the same facts', () => {
    const { differences, clean, plainRight, plainNeedless } = compareLines(20_000, 7);
    expect(differences).toEqual([]);
    expect(clean).toBeGreaterThan(4000);
    // It passes on what is unusual, and little else.
    expect(plainNeedless).toBeLessThan(0.2 * plainRight);
  });

  test.each(['order-from-1', 'ranks', 'ranks-highest'])(
    'reads "ranking" as %s where the file is read so',
    (ranking) => {
      const { differences, clean } = compareLines(3_000, 3, { chosen: { ranking } });
      expect(differences).toEqual([]);
      expect(clean).toBeGreaterThan(500);
    },
  );

  test.each(['native', 'pair', 'implicit-pair'])(
    'finds only records of the format %s where the file is of that',
    (format) => {
      const { differences, clean } = compareLines(3_000, 4, { format });
      expect(differences).toEqual([]);
      expect(clean).toBeGreaterThan(20);
    },
  );

  test('hashes as textHash does, whatever the length', () => {
    const scanner = scannerFor({ meaning: 0, formats: 2 })!;
    for (let length = 0; length < 200; length++) {
      const text = '\u00e9 x"\u{1f600}'.repeat(40).slice(0, length);
      expect(scanner.hashOfText(text), String(length)).toBe(textHash(text));
    }
  });

  test('knows each key once', () => {
    const keys = keyMeanings.map(([key]) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
