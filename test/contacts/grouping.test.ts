import { expect, test } from 'vitest';
import type { PlanCluster } from '../../contacts/plan.ts';
import { ContactRows } from '../../contacts/planning/contact-rows.ts';
import type { Grouping } from '../../contacts/planning/grouping.ts';
import { unpackContact } from '../../contacts/planning/packed-contact.ts';
import { planClusters } from '../../contacts/planning/plan-clusters.ts';
import { clusterId } from '../../contacts/planning/plan-text.ts';
import { externalContacts } from '../../contacts/profiles/external-contacts.ts';
import { contacts, RULES } from './make.ts';

/** Whoever has a user id is one person; it is not sure of that. */
function groupByUserId(): Grouping {
  const found: string[] = [];
  return {
    add: (packed) => unpackContact(packed).userId !== '' && found.push(packed) > 0,
    clusters: () => {
      const members = found.map(unpackContact);
      const id = clusterId(members.map((member) => member.id));
      return [{ id, email: '', members, score: 7, band: 'auto', doubts: ['only the user id says so'] }];
    },
  };
}

function planned(grouping: Grouping): { read: ContactRows; clusters: PlanCluster[] } {
  const read = new ContactRows({ leaveOutEmails: [], grouping });
  const people = contacts({ userId: 'u1', externalRef: 'user_1' }, { email: 'bob@example.com', userId: 'u1' }, {});
  for (const contact of people) read.add(contact, 1);
  const planning = planClusters({ read, rules: RULES, neverMerge: new Map(), profile: externalContacts });
  return { read, clusters: [...planning].map(({ cluster }) => cluster) };
}

test('Another grouping than by e-mail makes clusters of a plan, with what it knows of them', () => {
  const { clusters, read } = planned(groupByUserId());
  expect(read.ungrouped).toBe(1);
  expect(clusters).toMatchObject([{ primary: 'REVU-1', duplicates: ['REVU-2'], email: '', score: 7, band: 'auto' }]);
  expect(clusters[0]?.members.map(({ keys }) => keys?.emails?.[0]?.compared)).toEqual([
    'ada@example.com',
    'bob@example.com',
  ]);
  expect(clusters[0]).not.toHaveProperty('doubts');
});

test('What a grouping doubts, a person looks at, although the rules found one clear winner', () => {
  expect(planned(groupByUserId()).clusters).toMatchObject([
    { strategy: 'cxp-uid', decision: 'review', reason: 'only the user id says so' },
  ]);
});
