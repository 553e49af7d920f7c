/** The DON of a contact of the small world, or of another organization. */
export function don(displayId: string, org: string = 'ACME'): string {
  return `don:identity:dvrv-us-1:devo/${org}:revu/${displayId.replace('REVU-', '')}`;
}
