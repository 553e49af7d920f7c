import type { Activities } from '../../activities/index.ts';
import { durationText } from '../../contacts/words/duration-text.ts';
import type { WaitingStep } from '../../control/status/waiting-steps.ts';
import type { StatusLine } from './lay-out.ts';
import { clockText } from './waiting-lines.ts';

/** Shown to a person, those that need one first; `--json` has all. */
const MOST_SHOWN = 6;

const STEPS: Record<keyof Activities, string> = {
  adoptPair: 'taking over a pair',
  backUpContact: 'backing up',
  cancelBaseScan: 'ending the scan',
  changeExternalRef: 'handing over the reference',
  checkFresh: 'reading again',
  compareMembers: 'comparing the members',
  closeCluster: 'ending the cluster',
  closeRun: 'ending the run',
  completeBaseScan: 'putting the scan in force',
  endPair: 'ending a pair',
  hearStop: 'recording a stop',
  holdExternalRef: 'holding the reference',
  lookConsent: 'refusing again',
  leavePair: 'leaving a pair',
  nextClusters: 'taking the next clusters',
  openBaseScan: 'beginning the scan',
  openCluster: 'beginning the cluster',
  openRun: 'beginning the run',
  planNight: 'making the plan of a night',
  readBasePages: 'reading contacts',
  reconcileMerge: 'looking',
  recordDecision: 'recording a decision',
  replaceAttempt: 'taking up where a worker was lost',
  sendMerge: 'sending',
  setStop: 'recording a stop',
  settleConsent: 'looking for a person',
  settlePair: 'looking for a person',
  takeConsent: 'reading what is to be done',
  takeNight: 'reading what is to be done',
  takeOrder: 'reading what is to be done',
  takeRun: 'reading what is to be done',
  takeScan: 'reading what is to be done',
  tightenConsent: 'keeping opt-outs',
  verifyBackups: 'verifying',
  closeUndo: 'ending the undo',
  createUndone: 'making the contact that comes back',
  endUndoPair: 'ending a pair of the undo',
  findUndone: 'looking for the contact that comes back',
  hearUndoStop: 'recording a stop',
  lookUndo: 'looking at how to take back',
  nextUndoPair: 'taking the next pair',
  replaceUndoAttempt: 'taking up where a worker was lost',
  setUndoStop: 'recording a stop',
  takeUndo: 'reading what is to be done',
  writeUndo: 'taking back',
};

/** Types of failures that a person knows by other words. All others are shown as they are. */
const FAILURES: Record<string, string> = {
  'Crm.unreachable': 'the CRM cannot be reached',
  'Crm.timeout': 'the CRM did not answer in time',
  'Crm.server': 'the CRM failed to answer',
  'Crm.rate-limited': 'the CRM asked to wait',
  'Crm.bad-answer': 'the answer of the CRM cannot be read',
  'Crm.unauthorized': 'the CRM refused the token',
  'Crm.forbidden': 'the CRM does not allow the token to',
  'Away.crm': 'the CRM did not answer',
  'Away.postgres': 'the database did not answer',
  'Timeout.heartbeat': 'its worker gave no sign of life',
  'Timeout.start-to-close': 'it took too long',
  WrongOrganization: 'no worker with a token of its organization took it',
  WrongCrm: 'no worker for its CRM took it',
  WrongDatabase: 'no worker of its database took it',
  WrongBackups: 'no worker with its place of backups took it',
  NotInStore: 'the database does not have what it is about',
};

const WAITS: Record<string, string> = {
  budget: 'waits for the rate budget',
  crm: 'waits for the CRM to answer again',
  postgres: 'waits for the database to answer again',
  worker: 'no worker takes it',
};

/** Each step that waits: which, the how manieth try, since when, why, and when it goes on. */
export function stepLines(steps: WaitingStep[], now: number): StatusLine[] {
  const shown = steps
    .toSorted((one, other) => Number(other.needsPerson) - Number(one.needsPerson))
    .slice(0, MOST_SHOWN);
  const hidden = steps.length - shown.length;
  if (steps.length === 0) return [];
  return [
    { text: 'Steps that wait:' },
    ...shown.map((step): StatusLine => {
      const text = `  ${whoseText(step)}  ${stepText(step, now)}`;
      return step.needsPerson ? { text: `${text}. This needs a person`, tone: 'bad' } : { text };
    }),
    ...(hidden > 0 ? [{ text: `  and ${hidden} more: --json lists them` }] : []),
  ];
}

function whoseText({ cluster, pair }: WaitingStep): string {
  return pair === null ? (cluster ?? 'the run') : `resolve ${pair}`;
}

function stepText({ step, attempt, since, failure, nextAt, waitsFor }: WaitingStep, now: number): string {
  const name = Object.hasOwn(STEPS, step) ? STEPS[step as keyof Activities] : step;
  const waits = waitsFor === null ? null : (WAITS[waitsFor] ?? `waits for ${waitsFor}`);
  return [
    `${name}, attempt ${attempt}`,
    ...(since === null ? [] : [`for ${durationText(now - Date.parse(since))}`]),
    ...(waits === null ? [] : [waits]),
    ...(failure === null ? [] : [`last failure: ${failureText(failure)}`]),
    ...(nextAt === null ? [] : [Date.parse(nextAt) > now ? `again at ${clockText(nextAt)}` : 'again now']),
  ].join(', ');
}

function failureText({ type, message }: NonNullable<WaitingStep['failure']>): string {
  const words = FAILURES[type];
  if (words === undefined) return message === '' ? type : `${type} (${message})`;
  return type.startsWith('Crm.') && message !== '' ? `${words} (${message})` : words;
}
