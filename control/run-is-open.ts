/** A run of this plan is open: there can be only one. */
export class RunIsOpen extends Error {
  override readonly name = 'RunIsOpen';

  constructor(workflowId: string) {
    super(
      `A run of this plan is already open (workflow ${workflowId}). See it with 'npm run status', end it with 'npm run finish' or 'npm run cancel'`,
    );
  }
}
