import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explainCluster } from '../../contacts/explain/explain.ts';
import { judgeActions } from '../../contacts/planning/action-column.ts';
import { externalContacts } from '../../contacts/profiles/external-contacts.ts';
import { contactArbitrary } from './arbitrary.ts';
import { clustersOfPlan, contact, contacts, csvOf, onlyCluster, planOf, RULES, row } from './make.ts';

/** The rules choose REVU-1, and are sure of it. */
const pair = (first: string, second: string) => contacts({ externalRef: 'user_1', action: first }, { action: second });

test.each([
  ['Main', 'Merge'],
  [' main ', 'MERGE'],
])('Notes of "%s" and "%s" agree with our choice', (primary, duplicate) => {
  expect(onlyCluster({ contacts: pair(primary.trim(), duplicate) }).decision).toBe('auto');
});

test("Main once and Merge for all others is the person's word: its Main is the primary, in review, as the sheet says", () => {
  const cluster = onlyCluster({ contacts: pair('Merge', 'Main') });
  expect(cluster).toMatchObject({
    decision: 'review',
    primary: 'REVU-2',
    duplicates: ['REVU-1'],
    strategy: 'action-column',
    reason: "as the sheet says: Action is REVU-1 'Merge', REVU-2 'Main', while the rules choose REVU-1",
  });
  const explained = explainCluster({ cluster, profile: externalContacts, rules: RULES });
  expect(explained).toMatchObject({ isAsPlanned: true, isBySheet: true, chosen: { primary: 'REVU-1' } });
});

test.each([
  ['Main', 'Main'],
  ['Merge', 'Merge'],
  ['Main', ''],
  ['', 'Merge'],
  ['Main', 'Merge?'],
  ['Main', 'Blocked'],
  ["don't merge", 'Main'],
])('Notes of "%s" and "%s" are unclear: the cluster goes to review, and the rules\' primary stays', (first, second) => {
  expect(onlyCluster({ contacts: pair(first, second) })).toMatchObject({ decision: 'review', primary: 'REVU-1' });
});

test('What the person wrote is quoted', () => {
  expect(onlyCluster({ contacts: pair('two people!', 'Merge?') }).reason).toBe(
    "the Action column says REVU-1 'two people!', REVU-2 (blank), expected Main once and Merge for all others",
  );
});

test('A cluster left blank in a sheet that decides others is decided by the rules, as if there were no column', () => {
  const decided = contact({ id: 'REVU-9', email: 'bob@example.com', action: 'Keep' });
  expect(onlyCluster({ contacts: [...pair('', ''), decided] }).decision).toBe('auto');
});

test.each(['Main?', 'Merge?', 'Blocked', 'Rejected', 'MERGE?'])(
  "'%s' is nobody's word: it counts as blank",
  async (action) => {
    expect(onlyCluster({ contacts: pair(action, '') }).decision).toBe('auto');
    const csv = csvOf(row({ Action: action }), row({ 'Display ID': 'REVU-2' }));
    expect((await planOf(csv)).actions).toEqual({ hasActions: false, agree: 0, disagree: [] });
  },
);

test('Agreeing notes do not lift a cluster out of review', () => {
  const members = contacts({ action: 'Main' }, { action: 'Merge' });
  expect(clustersOfPlan({ contacts: members })).toMatchObject([{ decision: 'review' }]);
});

test('Whatever stands in the column, only a whole word of a person moves the primary, and only where all agree is it automatic', () => {
  const cell = fc.constantFrom('', 'Main', 'Merge', 'Main?', 'Merge?', 'Blocked', 'Rejected', 'other', ' merge ');
  const members = fc.uniqueArray(fc.tuple(contactArbitrary(), cell), {
    selector: ([{ id }]) => id,
    minLength: 2,
    maxLength: 5,
  });
  fc.assert(
    fc.property(members, fc.nat(), (made, at) => {
      const people = made.map(([one, action]) => ({ ...one, action }));
      const primary = people[at % people.length]?.id ?? '';
      const verdict = judgeActions({ members: people, primary });
      const words = people.map(({ action }) => action.trim().toLowerCase());
      const mains = people.filter((_, index) => words[index] === 'main');
      const isWhole = mains.length === 1 && words.filter((word) => word === 'merge').length === people.length - 1;
      if (isWhole) {
        const isOurs = mains[0]?.id === primary;
        expect(verdict).toMatchObject(
          isOurs ? { code: 'agrees' } : { code: 'as-sheet', main: mains[0]?.id, rules: primary },
        );
      } else {
        const isBlank = words.every((word) => !['main', 'merge', 'other'].includes(word));
        expect(verdict.code).toBe(isBlank ? 'none' : 'unclear');
      }
    }),
  );
});
