import { readCsv } from '../../contacts/csv/read-csv.ts';
import { unguarded } from '../../contacts/csv/safe-cell.ts';
import type { CsvSource } from '../../contacts/csv/source.ts';
import { InputError } from '../../contacts/input-error.ts';
import { AtomicFile } from '../../contacts/preview/atomic-file.ts';
import { csvCell } from './csv-cell.ts';

export const DECISION_COLUMNS = ['a', 'b', 'word', 'hash_a', 'hash_b'] as const;

/** One person; two people; not known. */
export const DECISION_WORDS = ['merge', 'never', 'unsure'] as const;

export type DecisionWord = (typeof DECISION_WORDS)[number];

/** What a person has said of two records, by their ids. */
export interface Decision {
  line: number;
  a: string;
  b: string;
  /** Null: nothing yet. */
  word: DecisionWord | null;
  /** Of what was compared of the two when it was said; '' where it was not filled in yet. */
  hashA: string;
  hashB: string;
}

/** Reads `a,b,word[,hash_a,hash_b]`. One wrong line refuses the file: what is not understood keeps nobody apart. */
export async function readDecisions(source: CsvSource): Promise<Decision[]> {
  const decisions: Decision[] = [];
  let width = 0;
  await readCsv({
    source,
    onHeader: (cells, line) => {
      const names = cells.map((name) => name.trim()).join();
      width = cells.length;
      if (names === DECISION_COLUMNS.slice(0, 3).join() || names === DECISION_COLUMNS.join()) return;
      const problem = `the header does not fit, expected ${DECISION_COLUMNS.join()}`;
      throw new InputError({ file: source.name, line, problem });
    },
    onRow: (cells, line) => decisions.push(decisionOf(cells, { line, width, file: source.name })),
  });
  return decisions;
}

function decisionOf(
  cells: readonly string[],
  { line, width, file }: { line: number; width: number; file: string },
): Decision {
  const [a = '', b = '', word = '', hashA = '', hashB = ''] = cells.map((cell) => unguarded(cell.trim()));
  const fail = (problem: string): InputError => new InputError({ file, line, problem });
  if (cells.length !== width) throw fail(`has ${cells.length} cells, expected ${width}`);
  if (a === '' || b === '') throw fail('an id is empty, expected two');
  if (a === b) throw fail(`both ids are '${a}', expected two different ones`);
  if (word !== '' && !isWord(word)) {
    throw fail(`the word is '${word}', expected ${DECISION_WORDS.join(', ')}, or nothing where nothing is said yet`);
  }
  for (const hash of [hashA, hashB]) {
    if (!/^([0-9a-f]{32})?$/.test(hash)) {
      throw fail(`a hash is '${hash}', expected 32 hex digits, or nothing: match fills them in`);
    }
  }
  return { line, a, b, word: word === '' ? null : word, hashA, hashB };
}

function isWord(text: string): text is DecisionWord {
  return (DECISION_WORDS as readonly string[]).includes(text);
}

/** Writes them in their order: whole or not at all, for their owner only. */
export function writeDecisions(path: string, decisions: readonly Decision[]): void {
  const file = new AtomicFile(path);
  try {
    file.write(`${DECISION_COLUMNS.join()}\n`);
    for (const { a, b, word, hashA, hashB } of decisions) {
      file.write(`${[a, b, word ?? '', hashA, hashB].map(csvCell).join()}\n`);
    }
    file.save();
    file.publish();
  } finally {
    file.discard();
  }
}
