import { expect, test } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
import { findCluster } from '../../contacts/planning/find-cluster.ts';
import { externalContacts } from '../../contacts/profiles/external-contacts.ts';
import { clustersOfPlan, contact } from './make.ts';

const [one, two] = clustersOfPlan({
  contacts: [1, 2, 3, 4].map((at) => contact({ id: `REVU-${at}`, email: `${at % 2}@example.com` })),
}).map(({ id }, at, all) => ({ ...(all[at] ?? all[0]), id: `abcd${at}${id.slice(5)}` }));
const clusters = [one, two].filter((cluster) => cluster !== undefined) as Plan['clusters'];
const plan: Plan = { version: 1, digest: '', crm: 'devrev', profile: 'external-contacts', clusters };

function find(name: string): string {
  return findCluster({ plan, profile: externalContacts, name, file: 'plan.json' }).id;
}

test('a cluster is found by its id, by enough of its digits, by a contact and by a pair', () => {
  const id = one?.id ?? '';
  const contactId = one?.duplicates?.[0] ?? '';
  for (const name of [id, id.slice(0, 5), id.toUpperCase(), contactId, `${id}.${contactId}`])
    expect(find(name)).toBe(id);
});

test.each([
  ['abcd', /plan\.json: 2 clusters have an id that starts with 'abcd': abcd0\w+, abcd1\w+; give more digits/],
  ['beef', /none of its 2 clusters has an id that starts with 'beef'; copy the id/],
  ['abc', /'abc' is no cluster's id and no contact's; expected at least 4 of the 32 hex digits.*REVU-123/],
  ['REVU-9', /REVU-9 is in none of its clusters; nobody shares its e-mail/],
])('%s is refused with what to do', (name, message) => {
  expect(() => find(name)).toThrow(message);
});
