import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { csvFile } from '../../contacts/csv/source.ts';
import { explainCluster } from '../../contacts/explain/explain.ts';
import { canonicalCluster } from '../../contacts/planning/canonical-cluster.ts';
import { parsePlan } from '../../contacts/planning/parse-plan.ts';
import { planFromCsv } from '../../contacts/planning/plan-from-csv.ts';
import { planDigest, planText } from '../../contacts/planning/plan-text.ts';
import { externalContacts } from '../../contacts/profiles/external-contacts.ts';
import { planOf, RULES } from './make.ts';

/** Written by the last release that knew no other version, from the sample. */
const file = readFileSync(new URL('./golden/plan-version-1.json', import.meta.url), 'utf8');
const released = parsePlan(file);

test('A plan of version 1 is read, and written with the same bytes', () => {
  expect(released.version).toBe(1);
  expect([...planText(released)].join('')).toBe(file);
  expect(planDigest(released)).toBe('aa3dbf4dc2fe98e7f6463cc9fdae9a39d652ff9be5c4391cc1df66cb1a5d1e91');
});

test('The digests of its clusters are those of before: of their lines in the file', () => {
  const lines = file.split('\n').slice(1, -2);
  expect(released.clusters.map(canonicalCluster)).toEqual(lines.map((line) => line.replace(/,$/, '')));
});

test('Every cluster of it is explained as it was planned', () => {
  for (const cluster of released.clusters) {
    expect(explainCluster({ cluster, profile: externalContacts, rules: RULES }).isAsPlanned).toBe(true);
  }
});

test('An edited one is refused', () => {
  expect(() => parsePlan(file.replace('"decision":"review"', '"decision":"auto"'))).toThrow(
    'was changed after preview',
  );
  expect(() => parsePlan(file.replace('"version":1', '"version":2'))).toThrow('was changed after preview');
});

test('The same CSV gives the same clusters today, with the addresses as they were written and another digest', async () => {
  const source = csvFile(new URL('../../samples/contacts_pivot.csv', import.meta.url).pathname);
  const { plan } = await planFromCsv({ source, rules: RULES, neverMerge: new Map(), profile: externalContacts });
  expect(plan.version).toBe(2);
  expect(plan.digest).not.toBe(released.digest);
  const withoutKeys = plan.clusters.map((cluster) => ({
    ...cluster,
    members: cluster.members.map(({ keys: _, ...member }) => member),
  }));
  expect(withoutKeys).toEqual(released.clusters);
});

test('Where every address is written as it is compared, the plan is of version 1 and has the digest of before', async () => {
  const csv = readFileSync(new URL('../../samples/contacts_pivot.csv', import.meta.url), 'utf8');
  const [header, ...rows] = csv.split('\n').slice(0, 200);
  const small = rows.map((one) => one.replace(/^[^,]*/, (email) => email.trim().toLowerCase()));
  // As the last release made it of these rows.
  expect(await planOf([header, ...small].join('\n'))).toMatchObject({
    digest: 'c117128e7eaf3437788dc467c44c80e8c9ed1df3197f09b860b132767469110a',
  });
});
