import { expect, test } from 'vitest';
import type { Contact } from '../../contacts/contact.ts';
import type { RejectedRow } from '../../contacts/csv/rejected-row.ts';
import type { PlanCluster } from '../../contacts/plan.ts';
import { ContactRows } from '../../contacts/planning/contact-rows.ts';
import { groupMatched } from '../../contacts/planning/matched/group-matched.ts';
import { type NeverMergePair, neverMergeOf } from '../../contacts/planning/never-merge.ts';
import { planClusters } from '../../contacts/planning/plan-clusters.ts';
import { externalContacts } from '../../contacts/profiles/external-contacts.ts';
import { contacts, RULES } from './make.ts';

interface Planned {
  people: Contact[];
  rejected?: RejectedRow[];
  neverMerge?: NeverMergePair[];
}

/** All of them one group of the auto band. */
function planned({ people, rejected = [], neverMerge = [] }: Planned): PlanCluster | undefined {
  const ids = [...new Set(people.map(({ id }) => id))].sort();
  const group = {
    ids,
    band: 'auto' as const,
    score: 0.999,
    relies: [],
    evidence: [],
    notAuto: [],
    later: [],
    nameless: 0,
  };
  const read = new ContactRows({
    leaveOutEmails: [],
    grouping: groupMatched({ groups: [group], cellsOf: () => null }),
  });
  for (const [at, one] of people.entries()) read.add(one, at + 2);
  for (const row of rejected) read.reject(row);
  const options = { read, rules: RULES, neverMerge: neverMergeOf(neverMerge), profile: externalContacts };
  return [...planClusters(options)].map(({ cluster }) => cluster)[0];
}

const sure = { externalRef: 'user_1', name: 'Ann Lee' };
const many = contacts(...Array.from({ length: 11 }, () => sure));
const rejected = { line: 9, column: 'Updated At', problem: 'is no time', email: 'ada@example.com' };

test('A group of the auto band that nothing speaks against keeps its band, and is for a person all the same', () => {
  expect(planned({ people: contacts(sure, { name: 'Ann Lee' }) })).toMatchObject({ decision: 'review', band: 'auto' });
});

test.for<[string, Planned, string, RegExp]>([
  ['whose names are two people’s', { people: contacts(sure, { name: 'Bo Lee' }) }, 'review', /names differ: Ann Lee/],
  [
    'at a mailbox of a role',
    { people: contacts({ email: 'info@a.test' }, { email: 'info@a.test' }) },
    'review',
    /role/,
  ],
  ['with an unclear Action', { people: contacts({ ...sure, action: 'two people!' }, {}) }, 'review', /Action column/],
  [
    'with another Main in the sheet',
    { people: contacts({ ...sure, action: 'Merge' }, { action: 'Main' }) },
    'review',
    /as the sheet says/,
  ],
  ['of more than ten', { people: many }, 'review', /11 members, more than 10/],
  [
    'beside a rejected row',
    { people: contacts(sure, {}), rejected: [{ ...rejected, code: 'time', id: 'REVU-9' } as RejectedRow] },
    'review',
    /a rejected row has the same e-mail/,
  ],
  [
    'beside a row without an id',
    { people: contacts(sure, {}), rejected: [{ ...rejected, code: 'id', id: '' } as RejectedRow] },
    'blocked',
    /no usable id/,
  ],
  ['with an id on two rows', { people: [...contacts(sure, {}), ...contacts(sure)] }, 'blocked', /more than one row/],
  [
    'whom a list keeps apart',
    { people: contacts(sure, {}), neverMerge: [{ a: 'REVU-1', b: 'REVU-2', reason: '' }] },
    'blocked',
    /REVU-1/,
  ],
  [
    'some of whom a list keeps apart',
    { people: contacts(sure, {}, {}), neverMerge: [{ a: 'REVU-1', b: 'REVU-2', reason: '' }] },
    'review',
    /REVU-1/,
  ],
])('A group of the auto band %s is not in the band', ([, request, decision, reason]) => {
  const cluster = planned(request);
  expect(cluster).toMatchObject({ decision, band: 'review', reason: expect.stringMatching(reason) });
});
