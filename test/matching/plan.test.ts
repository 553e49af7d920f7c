import { expect, test } from 'vitest';
import { notAutoWords } from '../../contacts/explain/not-auto-words.ts';
import { parsePlan } from '../../contacts/planning/parse-plan.ts';
import { planText, withDigest } from '../../contacts/planning/plan-text.ts';
import { createRandom } from '../../samples/random.ts';
import { CROWD, clusterOf, planOf } from './make-plan.ts';

const SURE = [
  'REVU-1,Katherine,Wolverton,1971-05-06,katherine.wolverton@mail.test,+1 202 555 0143,,77 Birch Street,Salem',
  'REVU-2,Katherine,Wolverton,1971-05-06,katherine.wolverton@mail.test,+1 202 555 0143,,,Salem',
];
const LIKELY = 'REVU-3,Kate,Wolverton,1971-05-06,kwolv@post.test,202 555 0143,,77 Birch St,Salem';
const plan = await planOf({ rows: [...SURE, LIKELY] });

test('Every cluster of a match is in review, and the band, the score and each step of the weight stand beside it', () => {
  expect(new Set(plan.clusters.map(({ decision }) => decision))).toEqual(new Set(['review']));
  expect(plan.clusters.filter(({ band }) => band === 'auto').length).toBeGreaterThan(5);
  for (const { band, score, evidence, reason } of plan.clusters) {
    expect(band).toBeDefined();
    expect(score).toBeGreaterThan(0);
    expect(evidence?.length).toBeGreaterThan(1);
    expect(reason).toMatch(/^matching believes that they are one person/);
  }
  expect(parsePlan([...planText(plan)].join(''))).toEqual(plan);
});

test('Of a cluster in review stands what keeps it out of the auto band, and of which two; of one in the band nothing does', () => {
  const reasons = plan.clusters.filter(({ notAuto }) => notAuto !== undefined);
  expect(reasons.length).toBeGreaterThan(5);
  // Where the file or a rule alone speaks against it, the plan's reason says so.
  const others = plan.clusters.filter(({ band, notAuto }) => band === 'review' && notAuto === undefined);
  for (const { reason } of others) expect(reason).toMatch(/^matching believes that they are one person; ./);
  for (const { band, notAuto = [], members } of reasons) {
    expect(band).toBe('review');
    const ids = members.map(({ id }) => id);
    for (const one of notAuto) expect(one.code === 'large' || ids.includes(one.a ?? '')).toBe(true);
    expect(notAuto.map(notAutoWords).join()).toMatch(/ \(REVU-\d+ and REVU-\d+\)|more than ten/);
  }
});

test('The auto group is a cluster of its own, whom the review line would add stands under `later` and is in no cluster', () => {
  expect(clusterOf(plan, 'REVU-1')).toMatchObject({
    band: 'auto',
    members: [{ id: 'REVU-1' }, { id: 'REVU-2' }],
    later: ['REVU-3'],
    relies: [{ a: 'REVU-1', b: 'REVU-2', fields: expect.arrayContaining([{ field: 'email' }, { field: 'phone' }]) }],
  });
  expect(clusterOf(plan, 'REVU-3')).toBeUndefined();
});

test('Of more than ten each one relies on its closest, so that nobody is merged uncompared', async () => {
  const many = Array.from({ length: 12 }, (_, at) => {
    const phone = `+1 202 555 01${50 + (at % 3)}`;
    return `REVU-${500 + at},Katherine,Wolverton,1971-05-06,katherine.wolverton@mail.test,${phone},,,Salem`;
  });
  const { relies = [], members, evidence } = clusterOf(await planOf({ rows: many }), 'REVU-500') ?? { members: [] };
  expect(members.length).toBe(12);
  expect(evidence ?? []).toEqual([]);
  expect(new Set(relies.flatMap(({ a, b }) => [a, b])).size).toBe(12);
  expect(relies.length).toBeLessThanOrEqual(12);
  for (const { fields } of relies) expect(fields).toContainEqual({ field: 'email' });
});

test('Rows in any order give the same plan', async () => {
  const shuffled = await planOf({ rows: createRandom(3).shuffle([...SURE, LIKELY]) });
  expect([...planText(shuffled)].join('')).toBe([...planText(plan)].join(''));
});

test('Score, band and evidence make no other plan, the fields that it relies on do', () => {
  const [first, ...others] = plan.clusters;
  if (first === undefined) throw new Error('Expected a cluster');
  const changed = (change: object): string =>
    withDigest({ ...plan, clusters: [{ ...first, ...change }, ...others] }).digest;
  expect(changed({ score: 0.5, band: 'review', evidence: [{ a: 'x', b: 'y', field: 'email', weight: 1 }] })).toBe(
    plan.digest,
  );
  expect(changed({ relies: [{ a: 'x', b: 'y', fields: [{ field: 'phone' }] }] })).not.toBe(plan.digest);
});

/** Two rows of one sure person of each of these surnames. */
function pairOf(last: string, [one, other]: [string, string]): string[] {
  const rest = `Katherine,${last},1971-05-06,katherine.${last}@mail.test,+1 202 555 0${one.slice(-3)},,${one.slice(-2)} Birch Street,Salem`;
  return [`${one},${rest}`, `${other},${rest}`];
}

test('What a profile, the file or a person has against it holds for a matched cluster too: blocked, or in no band', async () => {
  const fine = pairOf('Underhay', ['REVU-101', 'REVU-102']);
  const kept = pairOf('Vandermeer', ['REVU-201', 'REVU-202']);
  const twice = pairOf('Wolverton', ['REVU-301', 'REVU-302']);
  const odd = pairOf('Yarborough', ['REVU-401', 'REVU-402']);
  const many = Array.from({ length: 6 }, (_, at) => pairOf('Zellweger', [`REVU-6${at}1`, `REVU-6${at}2`])).flat();
  const found = await planOf({
    rows: [
      ...fine,
      ...kept,
      ...twice,
      twice[1] ?? '',
      ...odd,
      (odd[1] ?? '').replace('REVU-402', 'x'),
      ...many.map((row) => row.replace(/0\d\d1,,\d\d/, '0601,,60')),
    ],
    neverMerge: [{ a: 'REVU-201', b: 'REVU-202', reason: '' }],
  });
  const of = (id: string): unknown => {
    const { decision, band } = clusterOf(found, id) ?? {};
    return { decision, band };
  };
  expect(of('REVU-101')).toEqual({ decision: 'review', band: 'auto' });
  expect(of('REVU-201')).toEqual({ decision: 'blocked', band: 'review' });
  expect(of('REVU-301')).toEqual({ decision: 'blocked', band: 'review' });
  expect(of('REVU-401')).toEqual({ decision: 'blocked', band: 'review' });
  expect(of('REVU-601')).toEqual({ decision: 'review', band: 'review' });
});

test('Beside clusters of one e-mail: what the rules merge stays as it is and shows whom matching would add, all others are for a person', async () => {
  const rows = [
    ...SURE,
    LIKELY,
    'REVU-8,Zora,Quillfeather,1980-01-02,z.q@one.test,202 555 0177,,4 Elm Row,Salem',
    'REVU-9,Zora,Quillfeather,1980-01-02,zora@two.test,202 555 0177,,4 Elm Row,Salem',
  ];
  const both = await planOf({ rows, beside: true });
  expect(clusterOf(both, 'REVU-1')).toMatchObject({ decision: 'auto', later: ['REVU-3'] });
  expect(clusterOf(both, 'REVU-1')?.band).toBeUndefined();
  expect(clusterOf(both, 'REVU-8')).toMatchObject({
    decision: 'review',
    members: [{ id: 'REVU-8' }, { id: 'REVU-9' }],
  });
  const ids = both.clusters.flatMap(({ members }) => members.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  expect(CROWD.length).toBeGreaterThan(ids.length);
});
