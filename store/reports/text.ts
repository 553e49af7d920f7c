import { stringify } from 'csv-stringify/sync';
import { safeCell } from '../../contacts/csv/safe-cell.ts';
import type { RelationDescription } from '../../crm/crm.ts';
import type { PairState } from '../types.ts';
import { followers } from './pair.ts';
import { proofText } from './proof-text.ts';
import type { ReportRedirect } from './redirects.ts';
import type { ReportExternalRef, ReportHead, ReportLeft, ReportPair } from './types.ts';

/** `report.json`, in pieces: a large one is longer than a string should be. One pair per line. */
export function* reportJson(
  head: ReportHead,
  pairs: Iterable<ReportPair>,
  relations: readonly RelationDescription[],
): Generator<string> {
  yield `${JSON.stringify(headJson(head), null, 2).slice(0, -2)},\n  "pairs": [`;
  let separator = '';
  for (const pair of pairs) {
    yield `${separator}\n    ${JSON.stringify(pairJson(pair, relations))}`;
    separator = ',';
  }
  yield '\n  ]\n}\n';
}

function headJson({ followed, privateMessages, externalRefs, ...head }: ReportHead): object {
  return { ...head, ...followed, privateMessages, externalRefs };
}

function pairJson(
  { relations: sizes, backups, sentAt, doneAt, ...pair }: ReportPair,
  relations: readonly RelationDescription[],
): object {
  const proof = pair.proof && proofText(pair.proof, relations);
  const flat = backups.map(({ things, privateMessages, ...backup }) => ({ ...backup, ...things, privateMessages }));
  return { ...pair, proof, ...sizes, backups: flat, sentAt, doneAt };
}

type Cell = (pair: ReportPair) => string | number | null | undefined;

/** Column of `merges.csv` to its cell. No folder names: they hold e-mails. */
const MERGE_COLUMNS: Record<string, Cell> = {
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
};

/** The proof, and for each kind of things that follows a merge: how many there were and are. */
function proofColumns(relations: readonly RelationDescription[]): Record<string, Cell> {
  const columns = followers(relations).flatMap(({ noun: { many } }): [string, Cell][] => [
    [`primary_${many}_before`, (pair) => pair.relations[many]?.before?.primary],
    [`duplicate_${many}_before`, (pair) => pair.relations[many]?.before?.duplicate],
    [`primary_${many}_after`, (pair) => pair.relations[many]?.after?.primary],
  ]);
  return {
    proof: ({ proof }) => proof && proofText(proof, relations),
    consent: consentText,
    ...Object.fromEntries(columns),
  };
}

const LAST_COLUMNS: Record<string, Cell> = {
  primary_backups: ({ primary, backups }) => digestsOf(backups, primary),
  duplicate_backups: ({ duplicate, backups }) => digestsOf(backups, duplicate),
  sent_at: ({ sentAt }) => sentAt,
  done_at: ({ doneAt }) => doneAt,
  settled: ({ state }) => SETTLED_AS[state],
  own_things: ownText,
};

/** What a person said of a pair that nothing proves. */
const SETTLED_AS: Partial<Record<PairState, string>> = { 'settled-merged': 'merged', 'settled-apart': 'apart' };

function consentText({ consent, result }: ReportPair): string {
  if (consent === 'not checked') return consent;
  if (consent.byWord) return 'not proven: ended by a person';
  const tightened = [...new Set([...consent.tightened, ...consent.tightenedAgain])];
  if (tightened.length === 0) return 'checked';
  return `checked, ${result === 'would-merge' ? 'would tighten' : 'tightened'}: ${tightened.join(' ')}`;
}

/** `comments: 2 of 3 with the primary; associations: cannot be seen` */
function ownText({ own }: ReportPair): string {
  return Object.entries(own ?? {})
    .map(
      ([kind, { had, withPrimary }]) =>
        `${kind}: ${withPrimary === null ? 'cannot be seen' : `${withPrimary} of ${had} with the primary`}`,
    )
    .join('; ');
}

function digestsOf(backups: ReportPair['backups'], contact: string): string {
  return backups
    .filter((backup) => backup.contact === contact)
    .map(({ digest }) => digest)
    .join(' ');
}

/** `merges.csv`, in pieces. */
export function* mergesCsv(pairs: Iterable<ReportPair>, relations: readonly RelationDescription[]): Generator<string> {
  const columns = { ...MERGE_COLUMNS, ...proofColumns(relations), ...LAST_COLUMNS };
  yield csvRow(Object.keys(columns));
  const cells = Object.values(columns);
  for (const pair of pairs) yield csvRow(cells.map((cell) => cell(pair)));
}

/** `redirects.csv`, in pieces. */
export function* redirectsCsv(redirects: Iterable<ReportRedirect>): Generator<string> {
  yield csvRow(['old_id', 'new_id', 'old_full_id', 'new_full_id', 'run', 'time', 'settled']);
  for (const { oldId, newId, oldFullId, newFullId, run, time, byPerson } of redirects) {
    yield csvRow([oldId, newId, oldFullId, newFullId, run, time, byPerson ? 'merged' : '']);
  }
}

/** `left.csv`, in pieces. */
export function* leftCsv(left: Iterable<ReportLeft>): Generator<string> {
  yield csvRow(['cluster', 'state', 'decision', 'strategy', 'primary', 'duplicates', 'reason']);
  for (const { cluster, state, decision, strategy, primary, duplicates, reason } of left) {
    yield csvRow([cluster, state, decision, strategy, primary, duplicates.join(' '), reason]);
  }
}

/** `external_refs.csv`, in pieces. */
export function* externalRefsCsv(refs: Iterable<ReportExternalRef>): Generator<string> {
  yield csvRow(['cluster', 'primary', 'from', 'old_ref', 'new_ref', 'state', 'done', 'reason', 'other_run', 'done_at']);
  for (const { cluster, primary, from, oldRef, newRef, state, done, reason, otherRun, doneAt } of refs) {
    yield csvRow([cluster, primary, from, oldRef, newRef, state, String(done), reason, otherRun, doneAt]);
  }
}

function csvRow(cells: (string | number | null | undefined)[]): string {
  return stringify([cells.map((cell) => safeCell(String(cell ?? '')))]);
}
