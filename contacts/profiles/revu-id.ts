/** DevRev's display ids of contacts, mostly numbers, in newer organizations also letters. The `User ID` column is something else. */
export const EXAMPLE_REVU_ID = 'REVU-123';

const DON = /^don:identity:[a-z0-9-]+:devo\/[A-Za-z0-9_-]+:revu\/([A-Za-z0-9]+)$/;

export function isRevuId(text: string): boolean {
  return /^REVU-(?!0\d*$)[A-Za-z0-9]{1,32}$/.test(text);
}

/**
 * `REVU-123` for either way DevRev names a contact, also for `don:identity:…:revu/123`; null for anything else. The DON's
 * organization is let go: that the contact is the one meant is checked when it is read, by its e-mail.
 */
export function revuId(text: string): string | null {
  const key = DON.exec(text)?.[1];
  const id = key === undefined ? text : `REVU-${key}`;
  return isRevuId(id) ? id : null;
}
