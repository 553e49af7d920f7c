import { stringify } from 'csv-stringify/sync';
import { safeCell } from '../../contacts/csv/safe-cell.ts';
import type { ReportRedirect } from './redirects.ts';
import type { ReportHead, ReportPair, ReportRef } from './types.ts';

/** `report.json`, in pieces: a large one is longer than a string should be. One pair per line. */
export function* reportJson(head: ReportHead, pairs: Iterable<ReportPair>): Generator<string> {
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "pairs": [`;
  let separator = '';
  for (const pair of pairs) {
    yield `${separator}\n    ${JSON.stringify(pair)}`;
    separator = ',';
  }
  yield '\n  ]\n}\n';
}

/** Column of `merges.csv` to its cell. No folder names: they hold e-mails. */
const MERGE_COLUMNS: Record<string, (pair: ReportPair) => string | number | null | undefined> = {
  pair: ({ name }) => name,
  cluster: ({ cluster }) => cluster,
  strategy: ({ strategy }) => strategy,
  decision: ({ decision }) => decision,
  primary: ({ primary }) => primary,
  duplicate: ({ duplicate }) => duplicate,
  result: ({ result }) => result,
  state: ({ state }) => state,
  reason: ({ reason }) => reason,
  other_run: ({ otherRun }) => otherRun,
  sends: ({ sends }) => sends,
  outcome: ({ outcome }) => outcome,
  proof: ({ proof }) => proof,
  consent: consentText,
  primary_tickets_before: ({ tickets }) => tickets.before?.primary,
  duplicate_tickets_before: ({ tickets }) => tickets.before?.duplicate,
  primary_tickets_after: ({ tickets }) => tickets.after?.primary,
  primary_conversations_before: ({ conversations }) => conversations.before?.primary,
  duplicate_conversations_before: ({ conversations }) => conversations.before?.duplicate,
  primary_conversations_after: ({ conversations }) => conversations.after?.primary,
  primary_backups: ({ primary, backups }) => digestsOf(backups, primary),
  duplicate_backups: ({ duplicate, backups }) => digestsOf(backups, duplicate),
  sent_at: ({ sentAt }) => sentAt,
  done_at: ({ doneAt }) => doneAt,
};

function consentText({ consent, result }: ReportPair): string {
  if (consent === 'not checked') return consent;
  const tightened = [...new Set([...consent.tightened, ...consent.tightenedAgain])];
  if (tightened.length === 0) return 'checked';
  return `checked, ${result === 'would-merge' ? 'would tighten' : 'tightened'}: ${tightened.join(' ')}`;
}

function digestsOf(backups: ReportPair['backups'], contact: string): string {
  return backups
    .filter((backup) => backup.contact === contact)
    .map(({ digest }) => digest)
    .join(' ');
}

/** `merges.csv`, in pieces. */
export function* mergesCsv(pairs: Iterable<ReportPair>): Generator<string> {
  yield csvRow(Object.keys(MERGE_COLUMNS));
  const cells = Object.values(MERGE_COLUMNS);
  for (const pair of pairs) yield csvRow(cells.map((cell) => cell(pair)));
}

/** `redirects.csv`, in pieces. */
export function* redirectsCsv(redirects: Iterable<ReportRedirect>): Generator<string> {
  yield csvRow(['old_id', 'new_id', 'old_full_id', 'new_full_id', 'run', 'time']);
  for (const { oldId, newId, oldFullId, newFullId, run, time } of redirects) {
    yield csvRow([oldId, newId, oldFullId, newFullId, run, time]);
  }
}

/** `external_refs.csv`, in pieces. */
export function* externalRefsCsv(refs: Iterable<ReportRef>): Generator<string> {
  yield csvRow(['cluster', 'primary', 'from', 'old_ref', 'new_ref', 'state', 'done', 'reason', 'other_run', 'done_at']);
  for (const { cluster, primary, from, oldRef, newRef, state, done, reason, otherRun, doneAt } of refs) {
    yield csvRow([cluster, primary, from, oldRef, newRef, state, String(done), reason, otherRun, doneAt]);
  }
}

function csvRow(cells: (string | number | null | undefined)[]): string {
  return stringify([cells.map((cell) => safeCell(String(cell ?? '')))]);
}
