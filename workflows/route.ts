/** Where a workflow's steps go. Workflows that were begun before there was one have all their steps on their own queue. */
export interface Route {
  /** Whose runs these are: steps refuse another's. */
  databaseId: string;
  /** Where the steps go that touch the CRM. All others go where the workflow is. */
  crmQueue: string;
}
