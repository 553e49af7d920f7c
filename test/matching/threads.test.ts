import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ALONE } from '../../matching/comparing/helpers.ts';
import type { MatchedCsv } from '../../matching/host/match-csv.ts';
import { openThreads } from '../../matching/host/threads/open-threads.ts';
import { CONTACT_COLUMNS, contactCells, labelledContacts } from '../../samples/matching/generate-contacts.ts';
import { createRandom } from '../../samples/random.ts';
import { csvOf, matched } from './make.ts';

const rows = [...labelledContacts({ seed: 11, rows: 3000 })].map((row) => contactCells(row).join());

test('However many threads compare, and in whatever order the rows come, the answer has the same bytes', async () => {
  const bytes = ({ ids, match, model }: MatchedCsv): string => {
    const { clusters, auto, review, probabilities } = match;
    const { prior, lines, histogram, runs } = match.model;
    const numbers = [clusters, auto, review, probabilities].map((one) => [...one]);
    return createHash('sha256')
      .update(JSON.stringify([ids, numbers, prior, lines, histogram, runs, model()]))
      .digest('hex');
  };
  const alone = bytes(await matched(csvOf(CONTACT_COLUMNS.join(), rows), { threads: 1 }));
  for (const threads of [2, 3]) {
    const shuffled = createRandom(threads).shuffle(rows);
    expect(bytes(await matched(csvOf(CONTACT_COLUMNS.join(), shuffled), { threads }))).toBe(alone);
  }
});

test('Threads end with a match that is stopped', async () => {
  const stop = new AbortController();
  const stopped = matched(csvOf(CONTACT_COLUMNS.join(), rows), {
    threads: 3,
    signal: stop.signal,
    onProgress: ({ stage }) => {
      if (stage === 'compare') stop.abort(new Error('enough'));
    },
  });
  await expect(stopped).rejects.toThrow('enough');
});

test('A thread that fails is said, and not waited for', async () => {
  const threads = openThreads(2);
  // Records without the fields that the books are of.
  const broken = { comparer: { table: { size: 2, fields: null, suffixes: null }, books: [] }, taken: [] };
  const round = threads.begin(broken as unknown as Parameters<typeof ALONE.begin>[0], []);
  await expect(round.more()).rejects.toThrow();
  await threads.close();
});
