import { type EmailPattern, emailPattern, matchesPattern } from './email-pattern.ts';

/** Mailboxes of a role, a program or nobody: what is before the @, or patterns of whole addresses. */
export interface RoleAddresses {
  mailboxes: ReadonlySet<string>;
  patterns: readonly EmailPattern[];
}

export function roleAddresses(entries: readonly string[]): RoleAddresses {
  const [patterns, mailboxes] = [entries.filter(isPattern), entries.filter((entry) => !isPattern(entry))];
  return { mailboxes: new Set(mailboxes.map(plainMailbox)), patterns: patterns.map(emailPattern) };
}

/** Whether an address in small letters may be read, or used, by several people. */
export function isRoleAddress({ mailboxes, patterns }: RoleAddresses, email: string): boolean {
  const mailbox = email.slice(0, email.lastIndexOf('@'));
  return mailboxes.has(plainMailbox(mailbox)) || patterns.some((pattern) => matchesPattern(pattern, email));
}

function isPattern(entry: string): boolean {
  return entry.includes('@');
}

/** `do-not-reply` is `donotreply`; `support2`, `support.2` and `support+eu` are `support`. */
function plainMailbox(text: string): string {
  const plain = text.toLowerCase().replace(/\+.*$|[._-]/gs, '');
  return plain.replace(/\d+$/, '') || plain;
}
