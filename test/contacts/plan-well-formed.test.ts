import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contactArbitrary } from './arbitrary.ts';
import { clustersOfPlan } from './make.ts';

const anyPlan = fc.array(contactArbitrary(), { maxLength: 40 }).map((contacts) => clustersOfPlan({ contacts }));

test('Clusters are disjoint', () => {
  fc.assert(
    fc.property(anyPlan, (clusters) => {
      const ids = clusters.flatMap(({ members }) => members.map(({ id }) => id));
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});

test('The primary is a member, is not among the duplicates, and the two make up the members', () => {
  fc.assert(
    fc.property(anyPlan, (clusters) => {
      for (const { primary, duplicates, members } of clusters) {
        expect(duplicates).not.toContain(primary);
        expect([primary, ...duplicates].sort()).toEqual(members.map(({ id }) => id));
        expect(duplicates).toEqual(duplicates.toSorted());
        expect(duplicates.length).toBeGreaterThan(0);
      }
    }),
  );
});

test('A contact whose id stands on two rows is in no cluster that may be merged', () => {
  fc.assert(
    fc.property(fc.array(contactArbitrary(), { maxLength: 40 }), (contacts) => {
      const repeated = contacts.filter(({ id }, at) => contacts.findIndex((one) => one.id === id) !== at);
      const mergeable = clustersOfPlan({ contacts }).filter(({ decision }) => decision !== 'blocked');
      const ids = mergeable.flatMap(({ members }) => members.map(({ id }) => id));
      for (const { id } of repeated) expect(ids).not.toContain(id);
    }),
  );
});
