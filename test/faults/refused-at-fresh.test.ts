import { expect, test } from 'vitest';
import type { Settings } from '../../sandbox/devrev/settings.ts';
import { pairReasons } from '../support/ledger.ts';
import { PAIR, standstill } from '../support/one-pair.ts';
import { appliedMerges } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

const BETA = { DEVREV_BETA: 'yes' };

interface Refusing {
  refused: Partial<Settings>;
  /** What is switched back when both contacts are read once more. */
  afterwards?: Partial<Settings>;
  env?: Record<string, string>;
}

/** Runs a pair; as soon as its duplicate is read before sending, the CRM refuses what it has shown for the backup. */
async function refusedAtFresh({ refused, afterwards = {}, env = {} }: Refusing) {
  const scene = await openScene(smallWorld([PAIR]));
  const { sandbox } = scene;
  const onReading = (contact: string, nth: number, settings: Partial<Settings>): string =>
    sandbox.addFault({
      on: 'rev-users.get',
      pair: { primary: contact },
      nth,
      do: { kind: 'run', run: () => sandbox.configure(settings) },
    });
  try {
    onReading('REVU-2', env === BETA ? 3 : 2, refused);
    onReading('REVU-1', 3, afterwards);
    await scene.workerHere(env);
    const run = await scene.start();
    const { counts } = await standstill(scene, run);
    return { counts, merges: appliedMerges(scene), reasons: await pairReasons(scene) };
  } finally {
    await scene.close();
  }
}

test.for<[string, Partial<Settings>, Record<string, string>]>([
  ['the timeline of a contact', { contactTimeline: '403' }, {}],
  ['the timeline of a contact', { contactTimeline: '404' }, {}],
  ['its associations, opportunities and tasks', { betaKinds: '403' }, BETA],
])(
  'What could be read for the backup and is refused before sending, as %s, is no "not available": nothing is sent',
  async ([, refused, env]) => {
    const { counts, merges, reasons } = await refusedAtFresh({ refused, env });
    expect(counts).toMatchObject({ merged: 0, skipped: 1 });
    expect(merges).toEqual([]);
    expect(reasons).toEqual({ 'REVU-2': 'reading from the CRM failed: bad-answer' });
  },
);

test('Refused once, it is read again, and the merge goes on', async () => {
  const { counts, merges } = await refusedAtFresh({
    refused: { contactTimeline: '403' },
    afterwards: { contactTimeline: 'list' },
  });
  expect(counts).toMatchObject({ merged: 1, done: 1 });
  expect(merges).toEqual(['REVU-1<-REVU-2']);
});
