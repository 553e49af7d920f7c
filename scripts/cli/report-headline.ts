import { counted, nounFor } from '../../contacts/words/counted.ts';
import { rowsLine } from '../../pages/report/account.ts';
import { targetWords } from '../../pages/report/target-words.ts';
import type { ReportFollowed, ReportHead } from '../../store/reports/types.ts';
import { EXIT } from './fail.ts';

/** The numbers of a report that matter, for a person. */
export function reportHeadline(head: ReportHead, paths: string[]): string {
  const { counts, clusters, redirects } = head;
  const rows = rowsLine(head);
  const lines: [string, string][] = [
    ['Run', `${head.run}, ${head.dryRun ? 'dry run, ' : ''}${head.state}, organization ${head.org}`],
    ...(rows === null ? [] : [['Rows', rows] satisfies [string, string]]),
    [
      'Clusters',
      Object.entries(clusters)
        .map(([state, count]) => `${count} ${state}`)
        .join(', ') || 'none',
    ],
    [
      'Identified',
      `${counted(counts.identified, 'merge action')} in the plan, ${counted(counts.blocked, 'more is', 'more are')} blocked`,
    ],
    ['Approved', `${counts.approved} of them`],
    ['Attempted', `${counts.attempted}, of these succeeded: ${counts.succeeded}`],
    ['Done before', `${counts.alreadyDone}`],
    ['Redirects', `${redirects}`],
    ...keptLines(head),
    ...(head.conserved.many === '' ? [] : [['Private messages', privateText(head)] satisfies [string, string]]),
    ...(head.externalRefs.length === 0 ? [] : [['External refs', externalRefsText(head)] satisfies [string, string]]),
    ['Consent', consentText(head)],
    ...missingLines(head),
    ...targetLines(head.targets),
  ];
  const others = (
    [
      'wouldMerge',
      'held',
      'drifted',
      'skipped',
      'failed',
      'abandoned',
      'settledMerged',
      'settledApart',
      'undone',
      'takenBack',
      'notStarted',
      'open',
    ] as const
  )
    .filter((name) => counts[name] > 0)
    .map((name) => `${counts[name]} ${WORDS[name]}`);
  if (others.length > 0) lines.splice(5, 0, ['Otherwise', others.join(', ')]);
  return [...lines.map(([name, text]) => `${name.padEnd(18)}${text}`), '', ...paths].join('\n');
}

/** What went along with the merges, in the report's own numbers: `Tickets  459 with the 90 contacts that were kept, none lost`. */
export function keptLines({ conserved, followed, dryRun }: KeptHead): [string, string][] {
  const { many, contacts, things } = conserved;
  const kept = dryRun
    ? 'compared when a pair is merged'
    : `${things} with the ${counted(contacts, 'contact')} that ${nounFor(contacts, 'was', 'were')} kept, none lost`;
  const others = Object.entries(followed).map(([many, counts]): [string, string] => [
    capital(many),
    followedText(counts, dryRun),
  ]);
  // Of a CRM in which nothing names a contact nothing goes along.
  return many === '' ? others : [[capital(many), kept], ...others];
}

type KeptHead = Pick<ReportHead, 'conserved' | 'followed' | 'dryRun'>;

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function followedText({ pairs, followed }: ReportFollowed, dryRun: boolean): string {
  if (pairs === 0) return dryRun ? 'compared when a pair is merged' : 'none compared';
  return `${followed} of the merged contacts, all with the contact that was kept (${counted(pairs, 'pair')} compared)`;
}

function privateText({ privateMessages: { backedUp, notCounted, ofOthers } }: ReportHead): string {
  const unknown = notCounted === 0 ? '' : ` (not counted in ${counted(notCounted, 'older backup')})`;
  return `${backedUp} backed up${unknown}; private messages of other people ${ofOthers}`;
}

/** `3 of 4 changed, 1 held` */
export function externalRefsText({ externalRefs: refs, dryRun }: Pick<ReportHead, 'externalRefs' | 'dryRun'>): string {
  const count = (wanted: string): number => refs.filter(({ state }) => state === wanted).length;
  const held = count('held');
  const ready = dryRun
    ? `${count('would-change')} of ${refs.length} would be changed`
    : `${count('done')} of ${refs.length} changed`;
  return held === 0 ? ready : `${ready}, ${held} held`;
}

/** Whatever else went well: somebody may be written to who has refused it. */
function missingLines({ refusalsMissing = [] }: ReportHead): [string, string][] {
  return refusalsMissing.map(({ pair, since }) => [
    'REFUSALS MISSING',
    `pair ${pair} is merged, and the contact that was kept does not refuse what it must, since ${since}`,
  ]);
}

function targetLines(targets: ReportHead['targets']): [string, string][] {
  return targets === undefined ? [] : targetWords(targets).map(({ name, now, wanted }) => [name, `${now}; ${wanted}`]);
}

function consentText({ consent, dryRun }: ReportHead): string {
  if (consent === 'not checked') return consent;
  const { fields, checked, tightened } = consent;
  return `checked for ${checked} (${fields.join(', ')}), ${dryRun ? 'would be ' : ''}tightened for ${tightened}`;
}

const WORDS = {
  wouldMerge: 'would be merged',
  held: 'held',
  drifted: 'drifted (changed since, back in review)',
  skipped: 'skipped',
  failed: 'failed',
  abandoned: 'abandoned',
  settledMerged: 'settled as merged by a person',
  settledApart: 'settled as apart by a person',
  undone: 'taken back by an undo',
  takenBack: 'merged before and taken back',
  notStarted: 'not started',
  open: 'to come',
} as const;

/** 0 all done, 4 open, 5 ended with something left. */
export function reportExit({
  state,
  counts,
  externalRefs,
  refusalsMissing = [],
}: Pick<ReportHead, 'state' | 'counts' | 'externalRefs' | 'refusalsMissing'>): number {
  if (state === 'open') return EXIT.waiting;
  const { held, drifted, skipped, failed, notStarted } = counts;
  const refs = externalRefs.filter((ref) => ref.state === 'held').length;
  return state === 'done' && held + drifted + skipped + failed + notStarted + refs + refusalsMissing.length === 0
    ? EXIT.done
    : EXIT.unfinished;
}
