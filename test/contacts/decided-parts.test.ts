import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DecidedSo, decidedParts } from '../../contacts/planning/decided-parts.ts';
import { externalContacts } from '../../contacts/profiles/external-contacts.ts';
import { contacts, onlyCluster, RULES } from './make.ts';

/** REVU-1 is the primary of four. */
const cluster = onlyCluster({
  contacts: contacts({ externalRef: 'user_1' }, {}, { updatedAt: '2025-06-01T00:00:00Z' }, {}),
});

function decide(said: DecidedSo) {
  return decidedParts({ cluster, said, profile: externalContacts, rules: RULES });
}

function shortOf(said: DecidedSo) {
  const decided = decide(said);
  if ('problem' in decided) return decided.problem;
  const { parts, alone, apart } = decided;
  return {
    parts: parts.map(({ primary, members }) => `${primary} of ${members.map(({ id }) => id).join()}`),
    alone,
    apart: apart.map((two) => two.join()),
  };
}

test('Another primary keeps all together', () => {
  expect(shortOf({ primary: 'REVU-3' })).toEqual({
    parts: ['REVU-3 of REVU-1,REVU-2,REVU-3,REVU-4'],
    alone: [],
    apart: [],
  });
});

test('Whoever is left out is apart from each of the rest, and of those that are left out nobody says who they are', () => {
  expect(shortOf({ without: ['REVU-3', 'REVU-4'] })).toEqual({
    parts: ['REVU-1 of REVU-1,REVU-2'],
    alone: ['REVU-3', 'REVU-4'],
    apart: ['REVU-1,REVU-3', 'REVU-2,REVU-3', 'REVU-1,REVU-4', 'REVU-2,REVU-4'],
  });
});

test("Without the plan's primary the rules choose among the rest", () => {
  expect(shortOf({ without: ['REVU-1'] })).toMatchObject({
    parts: ['REVU-3 of REVU-2,REVU-3,REVU-4'],
    alone: ['REVU-1'],
  });
});

test('A split makes each part one person, and those of different parts two', () => {
  expect(shortOf({ split: [['REVU-1', 'REVU-2'], ['REVU-4'], ['REVU-3']] })).toEqual({
    parts: ['REVU-1 of REVU-1,REVU-2'],
    alone: ['REVU-4', 'REVU-3'],
    apart: ['REVU-1,REVU-4', 'REVU-2,REVU-4', 'REVU-1,REVU-3', 'REVU-2,REVU-3', 'REVU-3,REVU-4'],
  });
});

test.each<[DecidedSo, RegExp]>([
  [{ primary: 'REVU-9' }, /REVU-9 is no contact/],
  [{ primary: 'REVU-1' }, /primary already/],
  [{ without: ['REVU-9'] }, /REVU-9 is no contact/],
  [{ without: ['REVU-2', 'REVU-2'] }, /named twice/],
  [{ split: [['REVU-1', 'REVU-2'], ['REVU-3']] }, /REVU-4 is in no part/],
  [{ split: [['REVU-1', 'REVU-2', 'REVU-3', 'REVU-4']] }, /Nobody would be left out/],
  [
    {
      split: [
        ['REVU-1', 'REVU-2'],
        ['REVU-2', 'REVU-3', 'REVU-4'],
      ],
    },
    /named twice/,
  ],
])('%j cannot be', (said, problem) => {
  expect(shortOf(said)).toMatch(problem);
});

test('Whatever is split how, each contact is in one place, whom a part keeps is of it, and two of two parts are apart', () => {
  const ids = cluster.members.map(({ id }) => id);
  const split = fc.array(fc.nat({ max: 3 }), { minLength: 4, maxLength: 4 }).map((places) => {
    const groups = new Map<number, string[]>();
    for (const [at, place] of places.entries()) groups.set(place, [...(groups.get(place) ?? []), ids[at] ?? '']);
    return [...groups.values()];
  });
  fc.assert(
    fc.property(split, (groups) => {
      fc.pre(groups.length > 1);
      const decided = decide({ split: groups });
      if ('problem' in decided) throw new Error(decided.problem);
      const { parts, alone, apart } = decided;
      expect([...parts.flatMap(({ members }) => members.map(({ id }) => id)), ...alone].sort()).toEqual(ids);
      for (const { primary, members } of parts) expect(members.map(({ id }) => id)).toContain(primary);
      const groupOf = (id: string) => groups.findIndex((group) => group.includes(id));
      const pairs = ids.flatMap((a, at) => ids.slice(at + 1).map((b) => [a, b] as [string, string]));
      const expected = pairs.filter(([a, b]) => groupOf(a) !== groupOf(b)).map((two) => two.join());
      expect(apart.map((two) => two.join()).sort()).toEqual(expected.sort());
    }),
  );
});
