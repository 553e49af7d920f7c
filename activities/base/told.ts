import { ApplicationFailure } from '@temporalio/activity';
import { CrmError } from '../../crm/errors.ts';

/** What the CRM has answered goes to the workflow, which waits for it where that helps: nothing is tried again behind its back. */
export async function toldToWorkflow<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CrmError)) throw error;
    throw ApplicationFailure.nonRetryable(error.message, `Crm.${error.kind}`);
  }
}
