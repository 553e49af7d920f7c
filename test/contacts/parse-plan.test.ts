import { expect, test } from 'vitest';
import type { Plan, PlanCluster } from '../../contacts/plan.ts';
import { parsePlan } from '../../contacts/planning/parse-plan.ts';
import { planDigest, planText } from '../../contacts/planning/plan-text.ts';
import { clustersOfPlan, contacts } from './make.ts';

const [cluster] = clustersOfPlan({ contacts: contacts({ externalRef: 'user_1' }, {}) });
if (cluster === undefined) throw new Error('Expected a cluster');
const good: Plan = planOfClusters(cluster);

test.each<[string, (text: string) => string]>([
  ['another primary', (text) => text.replace('"primary":"REVU-1"', '"primary":"REVU-2"')],
  ['another decision', (text) => text.replace('"auto"', '"review"')],
  ['another ticket count', (text) => text.replace('"tickets":0', '"tickets":1')],
  ['another version', (text) => text.replace('"version":1', '"version":2')],
  ['another CRM', (text) => text.replace('"crm":"devrev"', '"crm":"podium"')],
])('A plan edited to %s is refused', (_, edit) => {
  const text = fileOf(good);
  expect(edit(text)).not.toBe(text);
  expect(() => parsePlan(edit(text))).toThrow(
    'plan.json: was changed after preview wrote it: its digest does not fit; make another plan with preview',
  );
});

test('A plan that was only laid out anew is the same plan', () => {
  expect(parsePlan(JSON.stringify(JSON.parse(fileOf(good)), null, 2))).toEqual(good);
});

test.each([
  ['', 'plan.json: is not JSON; make another plan with preview'],
  [
    '[]',
    'plan.json: is not a plan: the file: Invalid input: expected object, received array; make another plan with preview',
  ],
  [
    fileOf(good).replace('"tickets":0', '"tickets":"many"'),
    'plan.json: is not a plan: clusters.0.members.0.tickets: Invalid input: expected number, received string; make another plan with preview',
  ],
  [
    fileOf(good).replace('"version":1', '"version":0'),
    'plan.json: is not a plan: version: Invalid input: expected 1; make another plan with preview',
  ],
  [
    fileOf(good).replace('"version":1', '"version":3'),
    'plan.json: is a plan of version 3, and this version of the tool knows 1 and 2; use the version that wrote it, or make another plan with preview',
  ],
])('A file that is no plan is refused by path: %#', (text, message) => {
  expect(() => parsePlan(text)).toThrow(message);
});

test.each<[string, PlanCluster[], string]>([
  ['a contact in two clusters', [cluster, { ...cluster, id: cluster.id }], 'is out of order'],
  ['a primary among its duplicates', [{ ...cluster, duplicates: ['REVU-1'] }], 'merges REVU-1 into itself'],
  ['a duplicate too few', [{ ...cluster, duplicates: ['REVU-3'] }], 'does not list its members once each'],
  ['an id of other members', [{ ...cluster, id: 'f'.repeat(32) }], 'has another id than its members give'],
])('A plan forged to have %s is refused although its digest fits', (_, clusters, message) => {
  expect(() => parsePlan(fileOf(planOfClusters(...clusters)))).toThrow(message);
});

test('A plan forged to have overlapping clusters is refused although its digest fits', () => {
  const other = clustersOfPlan({ contacts: contacts({ externalRef: 'user_1' }, {}, {}) });
  const both = [cluster, ...other].sort((a, b) => (a.id < b.id ? -1 : 1));
  expect(() => parsePlan(fileOf(planOfClusters(...both)))).toThrow('plan.json: REVU-1 is in two clusters');
});

function planOfClusters(...clusters: PlanCluster[]): Plan {
  const content = { clusters, crm: 'devrev', profile: 'external-contacts' };
  return { version: 1, digest: planDigest(content), ...content };
}

function fileOf(plan: Plan): string {
  return [...planText(plan)].join('');
}
