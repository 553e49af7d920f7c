import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { parsePlan } from '../../contacts/planning/parse-plan.ts';
import { clusterId, planDigest, planText } from '../../contacts/planning/plan-text.ts';
import { clustersOfPlan, contacts } from './make.ts';

const clusters = clustersOfPlan({
  contacts: [...contacts({ externalRef: 'user_1', accountName: '=cmd() "Zoë"' }, {}), ...bob()],
});
const content = { clusters, crm: 'devrev', profile: 'external-contacts' };

test('The digest is the SHA-256 of the JSON of clusters, crm and profile with all keys sorted', () => {
  const canonical = JSON.stringify(sorted(content));
  expect(planDigest(content)).toBe(createHash('sha256').update(canonical).digest('hex'));
});

test('The file holds the digest and reads back as the same plan', () => {
  const text = [...planText(content)].join('');
  expect(parsePlan(text)).toEqual({ version: 1, digest: planDigest(content), ...content });
});

test('The file has one cluster per line, sorted by id', () => {
  const ids = [...planText(content)].join('').match(/"id":"[0-9a-f]{32}"/g);
  expect(ids).toEqual(clusters.map(({ id }) => `"id":"${id}"`).sort());
});

test('A plan without clusters is a plan', () => {
  const text = [...planText({ ...content, clusters: [] })].join('');
  expect(parsePlan(text).clusters).toEqual([]);
});

test('A cluster is named by 32 hex of the SHA-256 of its sorted ids', () => {
  const hash = createHash('sha256').update('REVU-1\nREVU-10\nREVU-2').digest('hex');
  expect(clusterId(['REVU-1', 'REVU-10', 'REVU-2'])).toBe(hash.slice(0, 32));
});

function bob() {
  return contacts({}, {}).map((one) => ({ ...one, id: `${one.id}0`, email: 'bob@example.com' }));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}
