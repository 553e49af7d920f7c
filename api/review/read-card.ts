import { BASE_PROFILE } from '../../contacts/base/plan-base.ts';
import { explainCluster } from '../../contacts/explain/explain.ts';
import { profileNamed } from '../../contacts/profiles/profiles.ts';
import { CONNECTORS } from '../../crm/connect.ts';
import type { ReviewCard, Told } from '../../pages/review/card.ts';
import { knownOfBase } from '../../store/base/known-of-base.ts';
import { readDecided } from '../../store/decisions/read-decided.ts';
import { NotInStore } from '../../store/not-in-store.ts';
import { type Claimer, claim, claimOfOther, releaseOthers } from '../../store/review/claims.ts';
import { besideInQueue } from '../../store/review/queue.ts';
import { readShown, type ShownState } from '../../store/review/shown.ts';
import { readRecorded } from '../../store/runs/records.ts';
import type { Run } from '../../store/runs/runs.ts';
import { planHead } from '../../store/runs/stored-plan.ts';
import { problemError } from '../problem.ts';
import type { SeenThrough } from './filter-query.ts';
import type { ReviewDesk } from './review-desk.ts';

export interface CardRequest {
  desk: ReviewDesk;
  run: Run;
  clusterId: string;
  seen: SeenThrough;
  mayDecide: boolean;
  claimer: Claimer;
  told: Told | null;
}

/** All that the page of a cluster shows. Whoever may decide has it in front of them from then on, if it waits and nobody else has. */
export async function readCard(request: CardRequest): Promise<ReviewCard> {
  const { desk, run, clusterId, seen, mayDecide, told } = request;
  const { db } = desk;
  const cluster = await readRecorded(db, { planDigest: run.planDigest, clusterId });
  if (cluster === 'no-records') {
    throw problemError('refused', {
      detail: `Run ${run.id} was started by an older version, whose plans are not looked at here: review it in the terminal`,
    });
  }
  const shown = await readShown(db, { run, clusterId });
  if (cluster === null || shown === null) throw new NotInStore(`Cluster ${clusterId} of run ${run.id}`);
  const { profile: name } = await planHead(db, run.planDigest);
  const profile = profileNamed(name);
  const rules = await desk.rules();
  const description = CONNECTORS[run.crm]?.description;
  const at = { ordinal: shown.ordinal, cluster: clusterId };
  const uids = cluster.members.map(({ id }) => id);
  return {
    run,
    cluster,
    known: name === BASE_PROFILE ? await knownOfBase(db, { ...run, uids }) : null,
    changedKeys: run.options.changedKeys ?? 0,
    shown,
    explanation: profile === undefined ? null : explainCluster({ cluster, profile, rules }),
    kinds: description?.shown?.kinds ?? [],
    decided: await readDecided(db, { runId: run.id, clusterId }),
    taken: await takenBy(request, shown),
    queue: await besideInQueue(db, { run, filter: seen.filter, at }),
    query: seen.query,
    mayDecide,
    look: desk.looks.find({ run, clusterId }),
    canLook: desk.config.crms[run.crm]?.token != null,
    told,
    description: { consent: description?.consent ?? 'none' },
    consent: rules.consent,
    refChange: profile?.externalRef?.(cluster) ?? null,
    seen: await desk.seenMerges(db, { ...run, shown: description?.shown, backups: desk.backups }),
  };
}

async function takenBy({ desk: { db }, run, clusterId, mayDecide, claimer }: CardRequest, { state }: ShownState) {
  const about = { runId: run.id, clusterId, ...claimer };
  const waits = run.state === 'open' && ['undecided', 'drifted'].includes(state);
  if (!mayDecide || !waits) return waits ? await claimOfOther(db, about) : null;
  await releaseOthers(db, about);
  return await claim(db, about);
}
