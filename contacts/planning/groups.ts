import type { Contact } from '../contact.ts';
import type { RejectedRow } from '../csv/rejected-row.ts';
import { type EmailPattern, matchesPattern } from '../rules/email-pattern.ts';
import { packContact, packedEmail, packedId } from './packed-contact.ts';

export interface LeftOut {
  pattern: string;
  contacts: number;
  emails: Set<string>;
}

/** Everything the rows say, grouped by e-mail while they are read and packed, so that a million of them fit. */
export class ContactGroups {
  /** Packed contacts by e-mail: one as its text, more as a list. */
  readonly byEmail = new Map<string, string | string[]>();
  /** Ids that stand on more than one row, rejected rows included, with the lines. */
  readonly repeatedIds = new Map<string, number[]>();
  readonly rejected: RejectedRow[] = [];
  readonly leftOut: LeftOut[];
  contacts = 0;
  withoutEmail = 0;
  /** Whether a person wrote into the `Action` column anywhere. */
  hasActions = false;
  readonly #patterns: readonly EmailPattern[];
  readonly #firstLines = new Map<string, number>();

  constructor(leaveOutEmails: readonly EmailPattern[]) {
    this.#patterns = leaveOutEmails;
    this.leftOut = leaveOutEmails.map(({ text }) => ({ pattern: text, contacts: 0, emails: new Set() }));
  }

  add(contact: Contact, line: number): void {
    const packed = packContact(contact);
    this.contacts++;
    this.#seeId(packedId(packed), line);
    if (contact.action !== '') this.hasActions = true;
    if (contact.email === '') {
      this.withoutEmail++;
      return;
    }
    const left = this.leftOut[this.#patternOf(contact.email)];
    if (left === undefined) {
      this.#group(packedEmail(packed), packed);
      return;
    }
    left.contacts++;
    left.emails.add(packedEmail(packed));
  }

  reject(row: RejectedRow): void {
    this.rejected.push(row);
    if (row.id !== '') this.#seeId(row.id, row.line);
  }

  hasId(id: string): boolean {
    return this.#firstLines.has(id);
  }

  #group(email: string, packed: string): void {
    const group = this.byEmail.get(email);
    if (group === undefined) this.byEmail.set(email, packed);
    else if (typeof group === 'string') this.byEmail.set(email, [group, packed]);
    else group.push(packed);
  }

  #patternOf(email: string): number {
    let at = 0;
    for (const pattern of this.#patterns) {
      if (matchesPattern(pattern, email)) return at;
      at++;
    }
    return -1;
  }

  #seeId(id: string, line: number): void {
    const first = this.#firstLines.get(id);
    if (first === undefined) this.#firstLines.set(id, line);
    else this.repeatedIds.set(id, [...(this.repeatedIds.get(id) ?? [first]), line]);
  }
}
