/**
 * Where the steps of one database go: two installations may have the same name for their queues, and a step must never be offered to a
 * worker of the other.
 */
export function storeQueue(name: string, databaseId: string): string {
  return `${name}-${databaseId}`;
}

/** Where the steps go that touch a CRM: only those who have a token of the organization take them. */
export function crmQueue(storeQueueName: string, whose: { crm: string; org: string }): string {
  return [storeQueueName, whose.crm, whose.org].join('-');
}
