/**
 * DevRev names a contact in two ways: the DON `don:identity:<partition>:devo/<org>:revu/<key>` and the display id `REVU-<key>`.
 * The key is a number in the vendor's examples and mixed letters and digits (`revu/L5j4DWjk`) in real organizations; its case counts.
 */
const CONTACT_DON = /^don:identity:[a-z0-9-]+:devo\/[A-Za-z0-9_-]+:revu\/([A-Za-z0-9]+)$/;
const CONTACT_DISPLAY_ID = /^REVU-([A-Za-z0-9]+)$/;
const ORGANIZATION = /^don:identity:[a-z0-9-]+:devo\/([A-Za-z0-9_-]+):[a-z_]+\/[A-Za-z0-9_-]+$/;
const CONTACT_IN_TEXT = /don:identity:[a-z0-9-]+:devo\/[A-Za-z0-9_-]+:revu\/[A-Za-z0-9]+|\bREVU-[A-Za-z0-9]+/;

/** `REVU-5` for either form of a contact's id, null for anything else. */
export function contactDisplayId(id: string | null | undefined): string | null {
  const key = id == null ? undefined : (CONTACT_DON.exec(id) ?? CONTACT_DISPLAY_ID.exec(id))?.[1];
  return key === undefined ? null : `REVU-${key}`;
}

const PERSON = /^don:identity:[a-z0-9-]+:devo\/[A-Za-z0-9_-]+:(revu|devu)\/([A-Za-z0-9]+)$/;

/** `REVU-5` or `DEVU-5` for a contact or one of the staff, by either form of the id; any other id as it is. */
export function personId(id: string): string {
  const [, kind, key] = PERSON.exec(id) ?? [];
  return kind === undefined ? id : `${kind.toUpperCase()}-${key}`;
}

/** The DON of a contact; null when `displayId` is not a contact's. `partition` is part of every DON, e.g. `dvrv-us-1`. */
export function contactDon(options: { displayId: string; org: string; partition: string }): string | null {
  const key = CONTACT_DISPLAY_ID.exec(options.displayId)?.[1];
  const don = `don:identity:${options.partition}:devo/${options.org}:revu/${key}`;
  return key !== undefined && CONTACT_DON.test(don) ? don : null;
}

/** The organization in the DON of a user of any kind (`…:devo/ACME12:devu/3` → `ACME12`), null for anything else. */
export function organizationOf(don: string): string | null {
  return ORGANIZATION.exec(don)?.[1] ?? null;
}

/** The display id of the first contact named in a URL or path, null when there is none. */
export function contactNamedIn(text: string): string | null {
  return contactDisplayId(CONTACT_IN_TEXT.exec(decoded(text))?.[0]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
