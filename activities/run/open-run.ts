import { ApplicationFailure } from '@temporalio/activity';
import type { CrmDescription } from '../../crm/crm.ts';
import { storeDecision } from '../../store/runs/decisions.ts';
import { getRun, type Run, readStop, type StopState } from '../../store/runs/runs.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

export interface OpenedRun {
  crm: string;
  org: string;
  dryRun: boolean;
  stop: StopState;
}

/**
 * Binds a run to the organization of the worker's token, and lets `auto` clusters count as approved when the run was
 * started that way. Fails for good when the token belongs to another organization: nothing may be merged there.
 */
export function openRun(deps: Deps) {
  return (request: { runId: string }): Promise<OpenedRun> =>
    withHeartbeat(async () => {
      const run = await getRun(deps.db, request.runId);
      if (run === null) throw refuse('UnknownRun', `Run ${request.runId} is not in the store of this worker`);
      const { title, crm, expectedOrg, identity: ask } = await deps.crmFor({ crm: run.crm, org: null });
      const identity = await ask();
      const expected = [run.org, expectedOrg ?? run.org];
      if (expected.some((org) => org !== identity.org)) {
        throw refuse(
          'WrongOrganization',
          `The worker's token belongs to organization ${identity.org}, the run to ${run.org}`,
        );
      }
      const cannot = cannotDo(title, crm.description, run);
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
      return { crm: run.crm, org: run.org, dryRun: run.dryRun, stop: await readStop(deps.db, run.id) };
    });
}

/** What the run asks of a CRM that has no such thing; null when it asks for nothing of the kind. */
function cannotDo(title: string, { merge, consent }: CrmDescription, run: Run): string | null {
  if (merge === 'none' && !run.dryRun) return `${title} cannot merge contacts: only a dry run is possible`;
  if (consent === 'none' && (run.options.consent ?? []).length > 0)
    return `${title} has no fields that could carry consent, and the rules map some`;
  return null;
}

function refuse(type: string, message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, type);
}
