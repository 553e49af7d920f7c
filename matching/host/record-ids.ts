import { type Dictionary, textOf } from '../text/dictionary.ts';

/** What records are called, by their numbers; an array of texts will do. A text of its own for each of some millions would be a seventh of the memory. */
export interface RecordIds extends Iterable<string> {
  readonly length: number;
  at: (record: number) => string | undefined;
  /** The first record that is called so; -1: none. */
  indexOf: (id: string) => number;
}

/** Made when they are asked for. `numbers`: by record, the number of its text; -1: it has none. */
export function textIds(texts: Dictionary, numbers: Int32Array | Uint32Array): RecordIds {
  return madeIds(numbers.length, (record) => {
    const number = numbers[record] as number;
    return number < 0 ? '' : textOf(texts, number);
  });
}

/** Records that are called by their lines. */
export function lineIds(lines: Int32Array): RecordIds {
  return madeIds(lines.length, (record) => String(lines[record]));
}

function madeIds(length: number, of: (record: number) => string): RecordIds {
  return {
    length,
    at: (record) => (record < 0 || record >= length ? undefined : of(record)),
    indexOf: (id) => {
      for (let record = 0; record < length; record++) if (of(record) === id) return record;
      return -1;
    },
    *[Symbol.iterator]() {
      for (let record = 0; record < length; record++) yield of(record);
    },
  };
}
