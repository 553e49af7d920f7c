import { readFileSync } from 'node:fs';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { shownReason } from '../../pages/kit/reason-words.ts';
import type { Reason } from '../../store/reasons.ts';
import { createDatabase } from '../support/database.ts';

const PAIR = `${'a1'.repeat(16)}.REVU-7`;

/** Sentences as earlier versions stored them, and what the migration makes of them. */
const SENTENCES: [string, Reason][] = [
  ['REVU-2 is not in the CRM any more', { code: 'not-in-crm', values: { contact: 'REVU-2' } }],
  ['REVU-2 is no longer there', { code: 'gone', values: { contact: 'REVU-2' } }],
  ['REVU-2 is another contact now', { code: 'other-contact', values: { contact: 'REVU-2' } }],
  ['the fields of REVU-2 were changed', { code: 'fields-changed', values: { contact: 'REVU-2' } }],
  [
    'REVU-2 has lost 3 of its reported tickets',
    { code: 'things-lost', values: { contact: 'REVU-2', lost: 3, things: 'reported tickets' } },
  ],
  [
    'REVU-2 has lost 3 of its conversations',
    { code: 'things-lost', values: { contact: 'REVU-2', lost: 3, things: 'conversations' } },
  ],
  [
    'the CSV says 12 tickets for REVU-2, DevRev has 1',
    { code: 'fewer-things', values: { contact: 'REVU-2', planned: 12, found: 1, things: 'tickets', crm: 'devrev' } },
  ],
  [
    'the e-mail of REVU-2 in DevRev is not the one in the CSV',
    { code: 'other-email', values: { contact: 'REVU-2', crm: 'devrev' } },
  ],
  [
    "REVU-2 is in state 'merged', which this tool does not know",
    { code: 'not-mergeable', values: { crm: 'devrev', rule: 'state' } },
  ],
  [
    'one contact is verified and the other is not: DevRev does not merge such a pair',
    { code: 'not-mergeable', values: { crm: 'devrev', rule: 'verified' } },
  ],
  [
    'the backup of REVU-2 failed: Crm.server',
    { code: 'backup-failed', values: { contact: 'REVU-2', failure: 'Crm.server' } },
  ],
  ['there is no complete backup of REVU-2', { code: 'backup-missing', values: { contact: 'REVU-2' } }],
  ['reading from the CRM failed: server', { code: 'reading-failed', values: { failure: 'server' } }],
  ['cancelled before it was sent', { code: 'cancelled', values: {} }],
  [
    'REVU-2 was merged into REVU-1 by run 0a1b2c3d4e5f-12',
    { code: 'merged-before', values: { duplicate: 'REVU-2', primary: 'REVU-1', run: '0a1b2c3d4e5f-12' } },
  ],
  [`locked by ${PAIR}`, { code: 'locked', values: { pair: PAIR } }],
  ['unreachable: 6 connections for the merge were refused', { code: 'no-connection', values: { refused: 6 } }],
  [
    'not applied, and not sent again: the CRM refused the token (401 or 403) for a merge',
    { code: 'not-sent-again', values: { because: 'merge' } },
  ],
  ['the duplicate was merged into REVU-9', { code: 'merged-elsewhere', values: { contact: 'REVU-9' } }],
  [
    '2 tickets are with neither of the two contacts',
    { code: 'things-elsewhere', values: { count: 2, things: 'tickets' } },
  ],
  [
    'unproven: the duplicate is gone, but had no ticket of its own and our request was not acknowledged',
    { code: 'unproven', values: { proofs: ['ticket'] } },
  ],
  ['not applied: both contacts are as they were, long after the request', { code: 'not-applied', values: {} }],
  [
    'partial: tickets or conversations moved, but the duplicate is still there',
    { code: 'still-there', values: { things: ['tickets', 'conversations'] } },
  ],
  [
    'partial: the duplicate is gone, but 2 tickets still name it, and it still takes part in 4 conversations',
    {
      code: 'left-behind',
      values: {
        left: [
          { how: 'named', count: 2, things: 'tickets' },
          { how: 'taken-part-in', count: 4, things: 'conversations' },
        ],
      },
    },
  ],
  [
    'partial: the duplicate is gone, but 3 conversations of the two are without the primary',
    { code: 'left-behind', values: { left: [{ how: 'without', count: 3, things: 'conversations' }] } },
  ],
  [
    'external reference: another contact still holds the new one (POST rev-users.update: 409)',
    { code: 'ref-taken', values: { failure: 'POST rev-users.update: 409' } },
  ],
  ['external reference: written, but the CRM does not show it', { code: 'ref-not-shown', values: {} }],
];

const STOPS: [string | null, string][] = [
  ['canary: 1 of 3 clusters did not end as done', 'canary'],
  ['canary: five look odd', 'unknown'],
  ['brake: 2 of 57 clusters were held or failed', 'brake'],
  ['the CRM refused the token (401)', 'token'],
  ['the CRM refused the token (401 or 403) for an opt-out', 'token'],
  ['cancelled', 'cancel'],
  ['by a person', 'person'],
  ['by a person, from the Temporal UI', 'person'],
  ['the duplicate was merged into REVU-9', 'breach'],
  ['consent: tnt__email_opt_out of REVU-1 is looser than before the merge', 'breach'],
  ['lunch', 'unknown'],
  [null, 'unknown'],
];

test('The migration reads reasons and who stopped a run from the sentences of before, once; what it cannot tell is unknown and shows its text', async () => {
  const client = new pg.Client({ connectionString: await createDatabase(inject('adminDatabaseUrl')) });
  await client.connect();
  try {
    const { before, itself } = migrations();
    for (const text of before) await client.query(text);
    await client.query(`insert into plans (digest, crm, profile, body) values ('p', 'devrev', 'x', '')`);
    const texts = [...SENTENCES.map(([text]) => text), 'the backup of REVU-2 is damaged: metadata.json has changed'];
    for (const [index, text] of texts.entries()) {
      await client.query(
        `insert into pairs (mode, crm, org, cluster_id, primary_id, duplicate_id, state, reason, run_id, outcome)
         values ('real', 'devrev', 'o', 'c', 'REVU-1', $1, 'held', $2, 'r', $3)`,
        [`d${index}`, text, index === 0 ? 'answered 200' : 'unknown timeout'],
      );
    }
    for (const [index, [text]] of STOPS.entries()) {
      await client.query(
        `insert into runs (id, plan_digest, crm, org, workflow_id, dry_run, options, stop_at, stop_reason)
         values ($1, 'p', 'devrev', 'o', 'w', false, '{}', now(), $2)`,
        [String(index), text],
      );
    }
    await client.query(itself);

    const pairs = await client.query<{ reason: string; why: Reason; answered: number | null }>(
      'select reason, why, answered from pairs order by substr(duplicate_id, 2)::int',
    );
    const known = pairs.rows.slice(0, SENTENCES.length);
    expect(known.map(({ reason, why }) => [reason, why])).toEqual(SENTENCES);
    expect(known.map(shownReason)).toEqual(SENTENCES.map(([text]) => text));
    expect(pairs.rows.map(({ answered }) => answered).filter((status) => status !== null)).toEqual([200]);
    const last = pairs.rows.at(-1);
    expect(last?.why.code).toBe('unknown');
    expect(shownReason(last ?? { reason: null })).toBe('the backup of REVU-2 is damaged: metadata.json has changed');

    const runs = await client.query<{ stop_reason: string | null; stop_by: string }>(
      'select stop_reason, stop_by from runs order by id::int',
    );
    expect(runs.rows.map(({ stop_reason, stop_by }) => [stop_reason, stop_by])).toEqual(STOPS);
  } finally {
    await client.end();
  }
});

/** The SQL of all migrations before the one that reads the sentences, and of that one. */
function migrations(): { before: string[]; itself: string } {
  const folder = new URL('../../store/migrations/', import.meta.url);
  const journal = JSON.parse(readFileSync(new URL('meta/_journal.json', folder), 'utf8')) as {
    entries: { tag: string }[];
  };
  const tags = journal.entries.map(({ tag }) => tag);
  const at = tags.findIndex((tag) => tag.endsWith('_reasons'));
  const read = (tag: string): string => readFileSync(new URL(`${tag}.sql`, folder), 'utf8');
  return { before: tags.slice(0, at).map(read), itself: read(tags[at] ?? '') };
}
