import { expect, test } from 'vitest';
import {
  type Consents,
  consentJournal,
  consentOf,
  FIELD,
  historyOf,
  IN,
  MAPPING,
  OUT,
  optOuts,
  withConsents,
} from '../support/consent.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

/** A primary, its duplicate, and to whom the opt-out must be written to survive whatever the merge does to the fields. */
const PAIRS: { primary: string; duplicate: string; written: string[] }[] = [
  { primary: 'REVU-1', duplicate: 'REVU-2', written: ['REVU-1'] },
  { primary: 'REVU-3', duplicate: 'REVU-4', written: ['REVU-3'] },
  { primary: 'REVU-5', duplicate: 'REVU-6', written: ['REVU-6'] },
  { primary: 'REVU-7', duplicate: 'REVU-8', written: ['REVU-7', 'REVU-8'] },
];

const MIXED: Consents = { 'REVU-1': IN, 'REVU-2': OUT, 'REVU-4': OUT, 'REVU-5': OUT, 'REVU-6': IN, 'REVU-7': IN };

test.for(['keep', 'fill', 'overwrite'] as const)(
  'Before a merge that will %s fields, an opt-out of either contact is on the primary and read back, and is never lost',
  async (rule) => {
    const { world: plain, plan } = smallWorld(manyPairs(4));
    const world = withConsents(plain, MIXED);
    const scene = await openScene({ world, plan, sandbox: { mergeCustomFields: rule } });
    const atPost = lookAtPosts(scene);
    try {
      await scene.workerHere();
      const run = await scene.start({ consent: MAPPING });
      expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 4, merged: 4 } });
      for (const { primary, written } of PAIRS) {
        expect([primary, atPost.get(primary)]).toEqual([primary, { consent: true, readBack: written.map(() => true) }]);
        const history = historyOf(scene, { world, contact: primary, rule });
        expect([primary, ...new Set(history.slice(history.indexOf(true)))]).toEqual([primary, true]);
        expect([primary, consentOf(scene, primary)]).toEqual([primary, true]);
      }
      const wanted = PAIRS.flatMap(({ written }) => written.map((contact) => `${contact} {"${FIELD}":true}`));
      expect(optOuts(scene).sort()).toEqual(wanted);
      const ends = (await consentJournal(scene)).filter((detail) => detail.includes('checked'));
      expect(ends).toEqual(PAIRS.map(() => `consent: checked, tightened ${FIELD}`));
    } finally {
      await scene.close();
    }
  },
);

/** What there is when the CRM receives each merge: the primary's consent, and of each opt-out written whether a read followed it. */
function lookAtPosts(scene: Scene): Map<string, { consent: unknown; readBack: boolean[] }> {
  const seen = new Map<string, { consent: unknown; readBack: boolean[] }>();
  for (const { primary, duplicate, written } of PAIRS) {
    const run = (): void => {
      const requests = scene.sandbox.requests();
      const readBack = written.map((contact) => {
        const paths = requests.filter(({ subjects }) => subjects[0] === contact).map(({ path }) => path);
        return paths.slice(paths.indexOf('rev-users.update')).includes('rev-users.get');
      });
      seen.set(primary, { consent: consentOf(scene, primary), readBack });
    };
    scene.sandbox.addFault({ on: 'rev-users.merge', pair: { primary, duplicate }, do: { kind: 'run', run } });
  }
  return seen;
}

test('Where all are in, all are out, or nobody says anything, consent is checked and nothing but merges is written', async () => {
  const { world, plan } = smallWorld(manyPairs(3));
  const consents = { 'REVU-1': IN, 'REVU-2': IN, 'REVU-3': OUT, 'REVU-4': OUT };
  const scene = await openScene({ world: withConsents(world, consents), plan });
  try {
    await scene.workerHere();
    const run = await scene.start({ consent: MAPPING });
    expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { merged: 3 } });
    expect(optOuts(scene)).toEqual([]);
    const nothing = 'consent: checked, nothing to tighten';
    expect(await consentJournal(scene)).toEqual([nothing, nothing, nothing]);
  } finally {
    await scene.close();
  }
});
