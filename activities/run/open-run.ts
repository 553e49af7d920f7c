import { ApplicationFailure } from '@temporalio/activity';
import type { CrmDescription } from '../../crm/crm.ts';
import { NotInStore } from '../../store/not-in-store.ts';
import { mergeKind } from '../../store/proofs/merge-kind.ts';
import { storeDecision } from '../../store/runs/decisions.ts';
import { getRun, type Run, readStop, type StopState } from '../../store/runs/runs.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { shown } from './set-stop.ts';

export interface OpenedRun {
  crm: string;
  org: string;
  dryRun: boolean;
  stop: StopState;
}

/**
 * Begins a run with a worker that has a token of its organization, and lets `auto` clusters count as approved when the run was
 * started that way. A worker whose token belongs to another organization leaves it to one that fits.
 */
export function openRun(deps: Deps) {
  return (request: { runId: string }): Promise<OpenedRun> =>
    withHeartbeat(async () => {
      const run = await getRun(deps.db, request.runId);
      if (run === null) throw new NotInStore(`Run ${request.runId}`);
      const { title, crm } = await deps.crmFor(run);
      const kind = await mergeKind(deps.db, { crm, org: run.org });
      const cannot = cannotDo(title, { ...crm.description, merge: kind }, run);
      if (cannot !== null) throw refuse('CrmCannot', cannot);
      if (run.options.approve === 'auto') {
        await storeDecision(deps.db, {
          runId: run.id,
          choice: 'approve',
          by: 'start --approve auto',
          selection: { all: true },
          onlyUndecided: true,
        });
      }
      return { crm: run.crm, org: run.org, dryRun: run.dryRun, stop: shown(await readStop(deps.db, run.id)) };
    });
}

/** What the run asks of a CRM that has no such thing; null when it asks for nothing of the kind. */
function cannotDo(title: string, { merge, consent }: CrmDescription, run: Run): string | null {
  if (merge === 'none' && !run.dryRun) return `${title} cannot merge contacts: only a dry run is possible`;
  if (merge === 'emulated' && run.options.approve === 'auto' && !run.dryRun)
    return `${title} deletes what it merges: each cluster is approved by a person`;
  if (consent !== 'custom-fields' && (run.options.consent ?? []).length > 0)
    return `${title} has no fields that could carry consent, and the rules map some`;
  return null;
}

function refuse(type: string, message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, type);
}
