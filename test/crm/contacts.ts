/** Ids and answers of one synthetic organization. */
export function don(key: number | string): string {
  return `don:identity:dvrv-us-1:devo/ACME12:revu/${key}`;
}

export function revUser(key: number | string, extra: object = {}): object {
  return { rev_user: { id: don(key), display_id: `REVU-${key}`, email: 'ann@example.com', state: 'active', ...extra } };
}
