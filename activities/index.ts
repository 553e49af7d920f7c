import { backUpContact } from './backup/back-up-contact.ts';
import { verifyBackups } from './backup/verify-backups.ts';
import { cancelBaseScan, completeBaseScan } from './base/end-base-scan.ts';
import { openBaseScan } from './base/open-base-scan.ts';
import { readBasePages } from './base/read-base-pages.ts';
import { takeScan } from './base/take-scan.ts';
import { lookConsent } from './consent/look-consent.ts';
import { settleConsent } from './consent/settle-consent.ts';
import { takeConsent } from './consent/take-consent.ts';
import { tightenConsent } from './consent/tighten-consent.ts';
import type { Deps } from './deps.ts';
import { compareMembers } from './doubts/compare-members.ts';
import { withEnds } from './ends/with-ends.ts';
import { logActivities } from './log-activities.ts';
import { LOG_IDS } from './log-ids.ts';
import { adoptPair } from './merge/adopt-pair.ts';
import { checkFresh } from './merge/check-fresh.ts';
import { endPair } from './merge/end-pair.ts';
import { leavePair } from './merge/leave-pair.ts';
import { reconcileMerge } from './merge/reconcile-merge.ts';
import { replaceAttempt } from './merge/replace-attempt.ts';
import { sendMerge } from './merge/send-merge.ts';
import { settlePair } from './merge/settle-pair.ts';
import { takeOrder } from './merge/take-order.ts';
import { planNight } from './nights/plan-night.ts';
import { takeNight } from './nights/take-night.ts';
import { onlyOwnStore } from './own-store.ts';
import { changeExternalRef } from './reference/change-external-ref.ts';
import { holdExternalRef } from './reference/hold-external-ref.ts';
import { closeCluster } from './run/close-cluster.ts';
import { closeRun } from './run/close-run.ts';
import { nextClusters } from './run/next-clusters.ts';
import { openCluster } from './run/open-cluster.ts';
import { openRun } from './run/open-run.ts';
import { recordDecision } from './run/record-decision.ts';
import { hearStop, setStop } from './run/set-stop.ts';
import { takeRun } from './run/take-run.ts';

import { closeUndo } from './undo/close-undo.ts';
import { createUndone } from './undo/create-undone.ts';
import { findUndone } from './undo/find-undone.ts';
import { endUndoPair, hearUndoStop, nextUndoPair, replaceUndoAttempt, setUndoStop } from './undo/lead-undo.ts';
import { lookUndo } from './undo/look-undo.ts';
import { takeUndo } from './undo/take-undo.ts';
import { writeUndo } from './undo/write-undo.ts';

/** Every step that touches the world, bound to what it acts on. */
export function createActivities(deps: Deps) {
  const activities = {
    adoptPair: adoptPair(deps),
    backUpContact: backUpContact(deps),
    cancelBaseScan: cancelBaseScan(deps),
    changeExternalRef: changeExternalRef(deps),
    checkFresh: checkFresh(deps),
    completeBaseScan: completeBaseScan(deps),
    closeCluster: closeCluster(deps),
    closeRun: closeRun(deps),
    compareMembers: compareMembers(deps),
    endPair: endPair(deps),
    hearStop: hearStop(deps),
    holdExternalRef: holdExternalRef(deps),
    leavePair: leavePair(deps),
    lookConsent: lookConsent(deps),
    nextClusters: nextClusters(deps),
    openBaseScan: openBaseScan(deps),
    openCluster: openCluster(deps),
    openRun: openRun(deps),
    planNight: planNight(deps),
    readBasePages: readBasePages(deps),
    recordDecision: recordDecision(deps),
    reconcileMerge: reconcileMerge(deps),
    replaceAttempt: replaceAttempt(deps),
    sendMerge: sendMerge(deps),
    setStop: setStop(deps),
    settleConsent: settleConsent(deps),
    settlePair: settlePair(deps),
    takeConsent: takeConsent(deps),
    takeNight: takeNight(deps),
    takeOrder: takeOrder(deps),
    takeRun: takeRun(deps),
    takeScan: takeScan(deps),
    tightenConsent: tightenConsent(deps),
    verifyBackups: verifyBackups(deps),
    closeUndo: closeUndo(deps),
    createUndone: createUndone(deps),
    endUndoPair: endUndoPair(deps),
    findUndone: findUndone(deps),
    hearUndoStop: hearUndoStop(deps),
    lookUndo: lookUndo(deps),
    nextUndoPair: nextUndoPair(deps),
    replaceUndoAttempt: replaceUndoAttempt(deps),
    setUndoStop: setUndoStop(deps),
    takeUndo: takeUndo(deps),
    writeUndo: writeUndo(deps),
  };
  const ended = withEnds(onlyOwnStore(activities, deps), { db: deps.db, idsOf: LOG_IDS });
  return logActivities(ended, { logs: deps.logs, idsOf: LOG_IDS });
}

export type Activities = ReturnType<typeof createActivities>;
