import { afterAll, beforeAll, expect, test } from 'vitest';
import { listDecisions } from '../../store/decisions/lasting.ts';
import type { Run } from '../../store/runs/runs.ts';
import { until } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { type AtTerminal, atTerminal } from './at-terminal.ts';
import { runScript } from './run-script.ts';
import { playOnScreen } from './screen.ts';

let scene: Scene;
let run: Run;

beforeAll(async () => {
  const review = { decision: 'review' } as const;
  scene = await openScene(
    smallWorld([
      { members: { 'REVU-1': ['TKT-1'], 'REVU-2': [] }, ...review },
      { members: { 'REVU-3': [], 'REVU-4': [] }, ...review },
      { members: { 'REVU-5': [], 'REVU-6': [], 'REVU-7': [] }, ...review },
      { members: { 'REVU-8': [], 'REVU-9': [] }, ...review },
      { members: { 'REVU-10': [], 'REVU-11': [] }, ...review },
      { members: { 'REVU-12': [], 'REVU-13': [], 'REVU-14': [], 'REVU-15': [] }, ...review },
    ]),
  );
  run = await scene.start({ approve: 'none' });
});

afterAll(() => scene.close());

/** A person at `review`. */
function sitDown(): AtTerminal {
  return atTerminal(scene, ['review', run.id, '--by', 'ada']);
}

/** Whom the card that was shown last would keep; null while none is asked about. */
function asked(sent: string): string | null {
  if (!sent.trimEnd().endsWith('q quit')) return null;
  return /1 (REVU-\d+) kept/.exec(sent.slice(sent.lastIndexOf(' to decide')))?.[1] ?? null;
}

const ESC = '\u001b';

const KEYS: Record<string, string> = {
  'REVU-1': 'a',
  'REVU-3': 'r',
  'REVU-5': 'n1,2\rw2\rnot her\r',
  // Esc takes back: at the question, and when all is shown and only the reason is missing.
  'REVU-8': `s${ESC}p2\r${ESC}l`,
  'REVU-10': 'p2\rthe other one\r',
  'REVU-12': 's1,2 / 3,4\rtwo couples\r',
};

const CLUSTERS = Object.keys(KEYS).length;
const decided = new Set<string>();

/** Decides so many clusters, and leaves where more wait. */
async function decide(most: number): Promise<{ code: number | null; sent: string }> {
  const { child, seen, ended } = sitDown();
  for (let count = 0; count < most; count++) {
    const isNew = (): boolean => !decided.has(asked(seen()) ?? [...decided][0] ?? '');
    await until('the next card', () => asked(seen()) !== null && isNew(), 60_000);
    const primary = asked(seen()) ?? '';
    decided.add(primary);
    child.stdin.write(KEYS[primary] ?? 'q');
  }
  if (decided.size < CLUSTERS) {
    await until('one more card', () => asked(seen()) !== null && !decided.has(asked(seen()) ?? ''), 60_000);
    child.stdin.write('q');
  }
  return ended;
}

test('review shows one cluster after the other at 80 columns and records what is typed; who leaves finds the rest when coming back', async () => {
  const first = await decide(2);
  expect(first).toMatchObject({
    code: 4,
    sent: expect.stringMatching(/What would be lost.*4 clusters still to decide/s),
  });
  const second = await decide(4);
  expect(second).toMatchObject({ code: 0, sent: expect.stringContaining('Nothing waits any more') });
  const cards = playOnScreen(first.sent + second.sent, { columns: 200 });
  // These are broken at blanks by the entry, through which this test does not go.
  const isOfEntry = (line: string): boolean => /^(Cluster| {2}Not one person)/.test(line);
  expect([...cards.everShown].filter((line) => line.length > 80 && !isOfEntry(line))).toEqual([]);
  const { clusters } = JSON.parse((await runScript(scene, ['status', run.id, '--json'])).out);
  expect(clusters.byState).toEqual({ approved: 5, rejected: 1, later: 1, replaced: 3 });
  const apart = await listDecisions(scene.database.db, { crm: run.crm, org: run.org });
  expect((first.sent + second.sent).match(/Why\? \(Esc: not so\)/g)).toHaveLength(4);
  expect(apart.map(({ members, by }) => `${by} ${members.join()}`).sort()).toEqual([
    'ada REVU-12,REVU-14',
    'ada REVU-12,REVU-15',
    'ada REVU-13,REVU-14',
    'ada REVU-13,REVU-15',
    'ada REVU-3,REVU-4',
    'ada REVU-5,REVU-6',
    'ada REVU-6,REVU-7',
  ]);
});

test('review without a terminal is refused with 2', async () => {
  const seen = await runScript(scene, ['review', '--by', 'ada']);
  expect(seen).toMatchObject({ code: 2, err: expect.stringContaining('no terminal') });
});
