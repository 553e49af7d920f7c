import { BASE_PROFILE } from '../../contacts/base/plan-base.ts';
import type { PlanCluster } from '../../contacts/plan.ts';
import type { Rules } from '../../contacts/rules/rules.ts';
import { takeDecision, tryDecision } from '../../control/decisions/decide.ts';
import { leftToJudge } from '../../control/decisions/judged-band.ts';
import { keepNever } from '../../control/decisions/keep-never.ts';
import type { Control } from '../../control/open-control.ts';
import { Refused } from '../../control/refused.ts';
import { tellDecision } from '../../control/tell-decision.ts';
import { knownOfBase } from '../../store/base/known-of-base.ts';
import type { Choice } from '../../store/runs/decisions.ts';
import { readPlanCluster } from '../../store/runs/records.ts';
import type { Run } from '../../store/runs/runs.ts';
import { planHead } from '../../store/runs/stored-plan.ts';
import { type UndecidedCluster, undecidedClusters } from '../../store/runs/undecided.ts';
import { say } from '../cli/print.ts';
import { refusalWords } from '../cli/refusal-words.ts';
import { decidedText } from '../decide/decided-text.ts';
import { cardLines } from './card.ts';
import type { Keys } from './keys.ts';
import { contactsTyped, questionOf, saidBy } from './review-keys.ts';

export interface Review {
  control: Control;
  run: Run;
  by: string;
  /** Only the sample of this band. */
  band: 'auto' | null;
  rules: Rules;
  keys: Keys;
  width: number;
  /** Shows lines as they are: the card holds contact data. */
  show: (lines: string[]) => void;
}

const CHOICES: Record<string, Choice> = { a: 'approve', r: 'reject', l: 'later' };
const DONE: Record<Choice, string> = { approve: 'approved', reject: 'rejected', later: 'left for later' };
const HELP = 'a approve  r reject  n never  p primary  w without  s split  l later  q quit';

/** Goes through what waits, one at a time, until all are decided or the person leaves. Returns how many still wait. */
export async function reviewRun(review: Review): Promise<number> {
  const { control, run } = review;
  const { profile } = await planHead(control.db, run.planDigest);
  const seen = new Set<string>();
  const waitingNow = async (): Promise<UndecidedCluster[]> => {
    const among = review.band === null ? undefined : await leftToJudge(control.db, review);
    return undecidedClusters(control.db, run, { among });
  };
  for (;;) {
    const waiting = await waitingNow();
    const next = waiting.find(({ cluster }) => !seen.has(cluster));
    if (next === undefined) return waiting.length;
    const cluster = await readPlanCluster(control.db, { planDigest: run.planDigest, clusterId: next.cluster });
    if (cluster === null) return waiting.length;
    seen.add(next.cluster);
    // A key that is held down, or pressed twice, decides nothing that nobody has seen.
    review.keys.forget();
    const uids = cluster.members.map(({ id }) => id);
    const known = profile === BASE_PROFILE ? await knownOfBase(control.db, { ...run, uids }) : null;
    const card = cardLines({ ...review, waiting: next, cluster, profile, known });
    review.show(['', `${waiting.length} to decide`, ...card]);
    if (!(await decideCard(review, { waiting: next, cluster }))) return (await waitingNow()).length;
  }
}

/** Asks until this one is decided; false: the person leaves. */
async function decideCard(review: Review, card: { waiting: UndecidedCluster; cluster: PlanCluster }): Promise<boolean> {
  for (;;) {
    review.show(['', HELP]);
    const key = (await review.keys.key())?.toLowerCase() ?? 'q';
    if (key === 'q') return false;
    try {
      const done = await act(review, { ...card, key });
      if (done) return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      say(refusalWords(error));
    }
  }
}

async function act(review: Review, { cluster, key }: { cluster: PlanCluster; key: string }): Promise<boolean> {
  const { control, run, by, keys } = review;
  const choice = key === 'n' && cluster.members.length === 2 ? 'reject' : CHOICES[key];
  if (choice !== undefined) {
    await tellDecision({ ...control, run, choice, selection: { clusters: [cluster.id] }, by });
    say(`Cluster ${cluster.id}: ${DONE[choice]}, says ${by}`);
    return true;
  }
  if (key === 'n') {
    const typed = await keys.line('Which two are never one person? (1,2) ');
    if (typed === null) return false;
    const contacts = contactsTyped(cluster, typed);
    if (contacts.length !== 2 || contacts[0] === contacts[1]) {
      say('Expected two different contacts, by number or id');
      return false;
    }
    await keepNever({ ...control, run, contacts, by, because: null });
    say(`${contacts.join(' and ')} are kept apart from now on. Go on with w, s or r`);
    return false;
  }
  return decideOtherwise(review, { cluster, key });
}

async function decideOtherwise(
  { control, run, by, rules, keys }: Review,
  { cluster, key }: { cluster: PlanCluster; key: string },
): Promise<boolean> {
  const question = questionOf(key);
  const typed = question === null ? null : await keys.line(question);
  if (typed === null) return false;
  const wanted = await tryDecision(control.db, {
    run,
    clusterId: cluster.id,
    said: saidBy(key, cluster, typed),
    rules,
  });
  say(decidedText(wanted));
  const because = await keys.line('Why? (Esc: not so) ');
  if (because === null) return false;
  if (because === '') {
    say('Expected a reason: it is recorded with the decision');
    return false;
  }
  const { clusters } = await takeDecision({ ...control, ...wanted, run, by, because, approve: true });
  say(`Cluster ${cluster.id} is replaced and approved, says ${by}: ${clusters.join(', ') || 'nobody of it is merged'}`);
  return true;
}
