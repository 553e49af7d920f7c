/** What a step does, by its name. */
export const STEP_WORDS = {
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
} as const;

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

/** A step in words; one of a newer worker by its name. */
export function stepName(step: string): string {
  return Object.hasOwn(STEP_WORDS, step) ? STEP_WORDS[step as keyof typeof STEP_WORDS] : step;
}

/** What a step waits for that is no fault. */
export function waitName(waitsFor: string): string {
  return WAITS[waitsFor] ?? `waits for ${waitsFor}`;
}

/** Why a step failed last. */
export function failureText({ type, message }: { type: string; message: string }): string {
  const words = FAILURES[type];
  if (words === undefined) return message === '' ? type : `${type} (${message})`;
  return type.startsWith('Crm.') && message !== '' ? `${words} (${message})` : words;
}
