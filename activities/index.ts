import { adoptPair } from './adopt-pair.ts';
import { backUpContact } from './back-up-contact.ts';
import { changeExternalRef } from './change-external-ref.ts';
import { checkFresh } from './check-fresh.ts';
import { closeCluster } from './close-cluster.ts';
import { closeRun } from './close-run.ts';
import type { Deps } from './deps.ts';
import { endPair } from './end-pair.ts';
import { holdExternalRef } from './hold-external-ref.ts';
import { logged } from './logged.ts';
import { nextClusters } from './next-clusters.ts';
import { openCluster } from './open-cluster.ts';
import { openRun } from './open-run.ts';
import { reconcileMerge } from './reconcile-merge.ts';
import { recordDecision } from './record-decision.ts';
import { replaceAttempt } from './replace-attempt.ts';
import { sendMerge } from './send-merge.ts';
import { setStop } from './set-stop.ts';
import { tightenConsent } from './tighten-consent.ts';
import { verifyBackups } from './verify-backups.ts';

/** Every step that touches the world, bound to what it acts on. */
export function createActivities(deps: Deps) {
  const steps = {
    adoptPair: adoptPair(deps),
    backUpContact: backUpContact(deps),
    changeExternalRef: changeExternalRef(deps),
    checkFresh: checkFresh(deps),
    closeCluster: closeCluster(deps),
    closeRun: closeRun(deps),
    endPair: endPair(deps),
    holdExternalRef: holdExternalRef(deps),
    nextClusters: nextClusters(deps),
    openCluster: openCluster(deps),
    openRun: openRun(deps),
    recordDecision: recordDecision(deps),
    reconcileMerge: reconcileMerge(deps),
    replaceAttempt: replaceAttempt(deps),
    sendMerge: sendMerge(deps),
    setStop: setStop(deps),
    tightenConsent: tightenConsent(deps),
    verifyBackups: verifyBackups(deps),
  };
  return logged(steps, deps.logs);
}

export type Activities = ReturnType<typeof createActivities>;
