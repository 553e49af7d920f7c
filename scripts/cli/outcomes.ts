/** What ends with which exit code. */
export interface Outcome {
  code: number;
  /** In words. */
  outcome: string;
  /** Verbs that can end so. */
  verbs: readonly string[];
}

/** Verbs whose codes mean the same; `normalize-phone` has its own, and `match` asks no server. */
const EVERY: readonly string[] = [
  ...[
    'start',
    'status',
    'runs',
    'report',
    'approve',
    'reject',
    'later',
    'decisions',
    'never-merge',
    'redirects',
    'audit',
    'decide',
    'review',
    'code',
    'pause',
    'resume',
    'finish',
    'cancel',
    'resolve',
    'verify-backups',
    'undo',
    'schedule',
  ],
  ...['preview', 'explain', 'doctor', 'store', 'migrate', 'ui', 'authorize', 'prove-merge', 'scan', 'demo', 'worker'],
];

/**
 * Every outcome of every verb, in the order of the codes. `docs/exit-codes.md` shows it, each verb's `--help` has its own part.
 */
export const OUTCOMES: readonly Outcome[] = [
  {
    code: 0,
    outcome: 'done, told, listed or started; with `--wait`: ended with all that was approved done',
    verbs: EVERY,
  },
  { code: 0, outcome: 'the plan has no clusters: nothing to start', verbs: ['start'] },
  { code: 0, outcome: 'told who is the same person; it asks no server', verbs: ['match'] },
  { code: 0, outcome: 'the sample is written; it asks no server', verbs: ['create-test-sample'] },
  { code: 0, outcome: 'the run goes on and waits for nobody', verbs: ['status'] },
  { code: 1, outcome: 'an error of ours, with its place: tell us', verbs: [] },
  {
    code: 2,
    outcome: 'wrong usage or settings; what was asked for cannot be done as things stand',
    verbs: EVERY,
  },
  { code: 2, outcome: 'wrong usage', verbs: ['match', 'create-test-sample'] },
  { code: 2, outcome: 'a second start of one plan: its run is open', verbs: ['start'] },
  {
    code: 3,
    outcome: 'bad input: nothing was started, or changed',
    verbs: [
      ...['start', 'explain', 'preview', 'create-test-sample', 'match', 'decide', 'review', 'doctor', 'store'],
      ...['never-merge', 'redirects'],
    ],
  },
  {
    code: 3,
    outcome: 'an export that is broken as a whole: no usable row, too many rejected, far fewer rows than last time',
    verbs: ['start', 'preview'],
  },
  {
    code: 4,
    outcome: 'it waits for a person: a decision, a resume, a worker, to be let in',
    verbs: ['start', 'status', 'report', 'scan', 'review', 'undo'],
  },
  { code: 4, outcome: 'with `--check`: somebody has to look at something', verbs: ['runs'] },
  { code: 4, outcome: 'shown, and not agreed to', verbs: ['resolve', 'undo'] },
  {
    code: 5,
    outcome: 'it ended with held, skipped or failed pairs or without its report, was cancelled or failed',
    verbs: ['start', 'status', 'report', 'cancel', 'demo', 'scan'],
  },
  { code: 5, outcome: 'it is complete, and the file that was asked for is not written', verbs: ['scan'] },
  { code: 5, outcome: 'the pair is still not done', verbs: ['resolve'] },
  { code: 5, outcome: 'two contacts were to be merged to show it, and were not', verbs: ['prove-merge'] },
  { code: 5, outcome: 'a merge that was named is not taken back, or not all of them', verbs: ['undo'] },
  { code: 5, outcome: 'something is not as it should be, and no setting of ours', verbs: ['doctor'] },
  {
    code: 6,
    outcome: 'a server cannot be reached: the CRM, Temporal, Postgres; or its port is taken',
    verbs: EVERY,
  },
  { code: 7, outcome: 'ledger, Temporal and CRM do not say the same of a pair', verbs: ['audit'] },
  {
    code: 7,
    outcome: 'what was done was looked at once more, and something is not as it was left',
    verbs: ['verify-backups'],
  },
  {
    code: 8,
    outcome: 'a night that is not over: another process starts or follows a run of this profile, CRM and organization',
    verbs: ['start'],
  },
  {
    code: 130,
    outcome: 'interrupted: what was started goes on',
    verbs: [
      'start',
      'status',
      'cancel',
      'reject',
      'resolve',
      'undo',
      'decide',
      'scan',
      'authorize',
      'prove-merge',
      'demo',
    ],
  },
  { code: 130, outcome: 'stopped by Ctrl-C, nothing was written', verbs: ['match'] },
];

/** The codes that a verb can end with, in order. */
export function codesOf(verb: string): number[] {
  return [...new Set(OUTCOMES.filter(({ verbs }) => verbs.includes(verb)).map(({ code }) => code))];
}

/** The table of the manual. */
export function outcomeTable(): string {
  const rows = OUTCOMES.map(({ code, outcome, verbs }) => [
    String(code),
    outcome,
    verbs === EVERY ? 'all' : verbs.map((verb) => `\`${verb}\``).join(', ') || 'any',
  ]);
  return [['Code', 'Outcome', 'Verbs'], ['---', '---', '---'], ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}
