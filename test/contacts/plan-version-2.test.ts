import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { PlanCluster, PlanMember } from '../../contacts/plan.ts';
import { canonicalCluster } from '../../contacts/planning/canonical-cluster.ts';
import { parsePlan } from '../../contacts/planning/parse-plan.ts';
import { planText, withDigest } from '../../contacts/planning/plan-text.ts';
import { contacts, csvOf, onlyCluster, planOf, row } from './make.ts';

const plain = onlyCluster({ contacts: contacts({ externalRef: 'user_1' }, {}) });
const [first, second] = plain.members as [PlanMember, PlanMember];
const PAIR = { a: first.id, b: second.id };

/** All that version 2 has words for. */
const full: PlanCluster = {
  ...plain,
  decision: 'review',
  members: [
    {
      ...first,
      keys: {
        emails: [{ written: 'Ada@Example.com', compared: 'ada@example.com' }],
        phones: [{ written: '0412 345 678', compared: '+61412345678' }],
        externalIds: [{ written: 'X-1', compared: 'x-1' }],
      },
      name: 'Ada Lund',
      fields: { surname: 'Lund', city: 'Århus' },
    },
    second,
  ],
  apart: [PAIR],
  relies: [{ ...PAIR, fields: [{ field: 'surname', level: 'one letter apart' }, { field: 'email' }] }],
  fill: [{ field: 'city', value: 'Århus', from: second.id }],
  consent: [{ channel: 'sms', identifier: '+61412345678', location: 'L1', before: 'in', after: 'out' }],
  score: 12.5,
  band: 'auto',
  evidence: [{ ...PAIR, field: 'surname', level: 'one letter apart', weight: 8.8 }],
  notAuto: [{ code: 'first-names', ...PAIR }],
  later: ['REVU-9'],
};

test('All that version 2 has words for is written and read back', () => {
  const plan = withDigest({ clusters: [full], crm: 'devrev', profile: 'external-contacts' });
  expect(plan.version).toBe(2);
  expect(parsePlan([...planText(plan)].join(''))).toEqual(plan);
});

test('A plan that would merge by itself what a matching found is refused; of a contact base the rules say it', () => {
  const planned = (profile: string): string =>
    [...planText(withDigest({ clusters: [{ ...full, decision: 'auto' }], crm: 'devrev', profile }))].join('');
  expect(() => parsePlan(planned('external-contacts'))).toThrow(
    'rests on a matching, and only a person can approve it',
  );
  expect(parsePlan(planned('contact-base')).clusters).toHaveLength(1);
});

test('The digest is the SHA-256 of clusters, crm, profile and version with sorted keys, without what is only shown', () => {
  const { score: _, band: _2, evidence: _3, later: _4, notAuto: _5, ...decided } = full;
  const content = { clusters: [decided], crm: 'devrev', profile: 'external-contacts', version: 2 };
  const digest = createHash('sha256')
    .update(JSON.stringify(sorted(content)))
    .digest('hex');
  expect(digestOf(full)).toBe(digest);
  expect(canonicalCluster(full)).toBe(JSON.stringify(sorted(decided)));
});

test.each<[string, Partial<PlanCluster>]>([
  ['keys', { members: [{ ...first, keys: { emails: [{ written: 'A', compared: 'a' }] } }, second] }],
  ['a name', { members: [{ ...first, name: 'Eve' }, second] }],
  ['fields', { members: [{ ...first, fields: { city: 'Oslo' } }, second] }],
  ['apart', { apart: [{ a: first.id, b: 'REVU-7' }] }],
  ['relies', { relies: [{ ...PAIR, fields: [{ field: 'email' }] }] }],
  ['fill', { fill: [{ field: 'city', value: 'Oslo', from: second.id }] }],
  ['consent', { consent: [{ channel: 'sms', before: 'in', after: 'unknown' }] }],
])('Another cluster is approved where its %s are others', (_, change) => {
  expect(canonicalCluster({ ...full, ...change })).not.toBe(canonicalCluster(full));
  expect(digestOf({ ...full, ...change })).not.toBe(digestOf(full));
});

test.each<[string, Partial<PlanCluster>]>([
  ['score', { score: 1 }],
  ['band', { band: 'review' }],
  ['evidence', { evidence: [{ ...PAIR, field: 'email', weight: -1 }] }],
  ['later', { later: ['REVU-7'] }],
])('The same cluster is approved with another %s, and the file holds it', (_, change) => {
  expect(canonicalCluster({ ...full, ...change })).toBe(canonicalCluster(full));
  expect(digestOf({ ...full, ...change })).toBe(digestOf(full));
  expect(textOf({ ...full, ...change })).not.toBe(textOf(full));
});

test('The text of a plan does not depend on the order in which its parts were put together', () => {
  expect(textOf(reversed(full) as PlanCluster)).toBe(textOf(full));
});

test.each<[string, Partial<PlanCluster>, string]>([
  ['an empty list', { later: [] }, 'clusters.0.later'],
  ['empty keys', { members: [{ ...first, keys: {} }, second] }, 'clusters.0.members.0.keys'],
  [
    'a stranger',
    { fill: [{ field: 'city', value: 'Oslo', from: 'REVU-8' }] },
    'says something of REVU-8, who is no member',
  ],
  ['an unknown word', { band: 'sure' as 'auto' }, 'clusters.0.band'],
])('A plan with %s is refused', (_, change, message) => {
  expect(() => parsePlan(textOf({ ...full, ...change }))).toThrow(message);
});

test('Preview writes how an address was written, where that is not how it is compared', async () => {
  const csv = csvOf(row({ Email: ' Ada@Example.COM ' }), row({ 'Display ID': 'REVU-2' }));
  const { clusters } = await planOf(csv);
  expect(clusters[0]?.members.map(({ keys }) => keys)).toEqual([
    { emails: [{ written: 'Ada@Example.COM', compared: 'ada@example.com' }] },
    undefined,
  ]);
});

test('Preview writes whose address is another one than the cluster goes by', async () => {
  const ids = ['REVU-1', 'REVU-2', 'REVU-2', 'REVU-3'];
  const rows = ids.map((id, at) => row({ 'Display ID': id, Email: at < 2 ? 'a@example.com' : 'B@example.com' }));
  const { clusters } = await planOf(csvOf(...rows));
  expect(clusters[0]).toMatchObject({ email: 'a@example.com', decision: 'blocked' });
  expect(clusters[0]?.members.at(-1)?.keys).toEqual({
    emails: [{ written: 'B@example.com', compared: 'b@example.com' }],
  });
});

function textOf(cluster: PlanCluster): string {
  return [...planText({ clusters: [cluster], crm: 'devrev', profile: 'external-contacts' })].join('');
}

function digestOf(cluster: PlanCluster): string {
  return withDigest({ clusters: [cluster], crm: 'devrev', profile: 'external-contacts' }).digest;
}

function sorted(value: unknown): unknown {
  return mapKeys(value, (keys) => keys.sort());
}

function reversed(value: unknown): unknown {
  return mapKeys(value, (keys) => keys.sort().reverse());
}

function mapKeys(value: unknown, order: (keys: string[]) => string[]): unknown {
  if (Array.isArray(value)) return value.map((one) => mapKeys(one, order));
  if (typeof value !== 'object' || value === null) return value;
  const object = value as Record<string, unknown>;
  return Object.fromEntries(order(Object.keys(object)).map((key) => [key, mapKeys(object[key], order)]));
}
