import { expect, test } from 'vitest';
import { reportHtml } from '../../pages/report/report-html.ts';
import { keptLines } from '../../scripts/cli/report-headline.ts';
import { makePair, makeReport } from './make-report.ts';

/** The text of a page, as it is read. */
async function read(...args: Parameters<typeof makeReport>): Promise<string> {
  const page = await reportHtml(makeReport(...args));
  return page
    .slice(page.indexOf('<h1>'))
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, ' ');
}

test('A run without an approved pair says that nothing was merged and that there is nothing to take back', async () => {
  const text = await read([], { decided: [], counts: { identified: 7, blocked: 2 } as never });
  expect(text).toContain('Nothing was merged');
  expect(text).toContain('7 pairs were not approved, and not touched. 2 pairs may not be merged by the rules.');
  expect(text).toContain('There is nothing to take back: this run sent no merge.');
  expect(text).toContain('No pair was merged, so there is no pace to show.');
});

test('A dry run says that nothing was changed, and what a real run would merge', async () => {
  const rehearsed = { result: 'would-merge', state: 'would-merge', sends: 0, proof: null } as const;
  const text = await read([makePair(0, rehearsed), makePair(1, rehearsed)], { dryRun: true });
  expect(text).toContain('Rehearsal: 2 duplicate contacts would be merged');
  expect(text).toContain('nothing in the CRM was changed');
  expect(text).toContain('a real run would merge 2 duplicate contacts in DevRev');
  expect(text).toContain('A rehearsal reads and makes backups, and sends no change to the CRM.');
});

test('Tickets and conversations are counted once: the page and the terminal say the same numbers', async () => {
  const pairs = [makePair(0), makePair(1), makePair(2, { result: 'held', state: 'held' })];
  const followed = { conversations: { pairs: 2, followed: 7 } };
  const page = await read(pairs, { followed });
  const terminal = keptLines({ ...makeReport(pairs, { followed }).head }).map((line) => line.join(': '));
  expect(terminal).toEqual([
    'Tickets: 10 with the 2 contacts that were kept, none lost',
    'Conversations: 7 of the merged contacts, all with the contact that was kept (2 pairs compared)',
  ]);
  expect(page).toContain('10 tickets, none lost.');
  expect(page).toContain('2 contacts that were kept');
  expect(page).toContain('7 conversations followed');
});

test('What was taken back is told where the report is asked whether it can be', async () => {
  const back = { result: 'undone', state: 'undone' } as const;
  const all = await read([makePair(0, back), makePair(1, back)]);
  expect(all).toContain('2 duplicate contacts merged, and taken back');
  expect(all).toContain('2 merges of this run are taken back already: each contact is there again under a new id');
  expect(all).not.toContain('There is nothing to take back');
  const some = await read([makePair(0), makePair(1, back)]);
  expect(some).toContain('1 merge of this run is taken back already');
  expect(some).toContain('Yes, as a reconstruction');
});

test('A run that is not over, or was cancelled, says so first', async () => {
  expect(
    await read([makePair(0), makePair(1, { result: 'open', state: 'approved', sends: 0 })], {
      state: 'open',
      endedAt: null,
    }),
  ).toMatch(
    /1 duplicate contact merged so far What exactly did it do\? The run is not over\..*1 pair is still to come/,
  );
  expect(await read([makePair(0)], { state: 'cancelled' })).toContain('The run was cancelled, and ended on');
});

test('What was sent and is unproven is told apart from what was never sent', async () => {
  const text = await read([
    makePair(0),
    makePair(1, { result: 'held', state: 'partial', reason: 'partial: tickets moved', proof: null }),
    makePair(2, { result: 'held', state: 'not-applied', reason: 'not applied', proof: null }),
    makePair(3, { result: 'skipped', state: 'skipped', reason: 'the backup failed', sends: 0, proof: null }),
  ]);
  expect(text).toContain('3 pairs were not merged: 2 held and 1 skipped. For 1 of them no merge was sent.');
  expect(text).toContain('For 1 of them a merge was sent, and proven not to have been applied.');
  expect(text).toContain(
    'For 1 of them a merge was sent and nothing proves what came of it: look at these in the CRM first.',
  );
});

test('Opt-outs that were checked are named with their fields and how many were tightened', async () => {
  const values = [{ field: 'tnt__opt_out', value: 'nein', reading: 'unknown', contacts: 3 } as const];
  const text = await read([makePair(0)], { consent: { fields: ['tnt__opt_out'], checked: 9, tightened: 2, values } });
  expect(text).toMatch(/tnt__opt_out nein unknown: the rules have no word for it, and such a pair is held 3/);
  expect(text).toContain('Consent: checked for 9 pairs, tightened for 2. Field: tnt__opt_out .');
  expect(text).toContain('Opt-outs were made stricter for 2 pairs, and never looser.');
});

test('A run that found everything merged says that nothing was left to do', async () => {
  const before = { result: 'already-done', otherRun: '0a1b2c3d4e5f-0', sends: 0 } as const;
  const text = await read([makePair(0, before), makePair(1, before)]);
  expect(text).toContain('Nothing left to merge, 2 pairs merged before');
  expect(text).toContain('2 pairs were merged by an earlier run.');
});

test('The page says what became of conversations, and which private messages no backup can hold', async () => {
  const text = await read([makePair(0), makePair(1)]);
  expect(text).toContain('It takes part in every conversation that either took part in: 2 conversations followed.');
  expect(text).toContain('Private messages: 4 backed up. Those of other people cannot be seen by this token in DevRev');
});

test('References that were handed over are listed with the old one and the new one; where none are, nothing is said', async () => {
  const [merged] = [makePair(0)];
  const ref = {
    cluster: merged.cluster,
    primary: merged.primary,
    from: merged.duplicate,
    oldRef: 'REVU-9',
    newRef: 'user_7',
  };
  const done = {
    state: 'done' as const,
    done: true,
    reason: null,
    why: null,
    otherRun: null,
    sentAt: merged.sentAt,
    doneAt: merged.doneAt,
  };
  const text = await read([merged], { externalRefs: [{ ...ref, ...done }] });
  expect(text).toMatch(/External references handed over.*REVU-9 +user_7 +done/);
  expect(await read([merged])).not.toContain('External references');
});
