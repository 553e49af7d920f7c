import type { Contact } from '../contact.ts';
import type { Cleaned } from '../csv/clean-email.ts';
import { cleanedOf } from '../csv/email-cell.ts';
import type { RejectedRow } from '../csv/rejected-row.ts';
import { type EmailPattern, matchesPattern } from '../rules/email-pattern.ts';
import { isWord } from './action-column.ts';
import type { Grouping } from './grouping.ts';
import { packContact, packedEmail, packedId } from './packed-contact.ts';

export interface LeftOut {
  pattern: string;
  contacts: number;
  emails: Set<string>;
}

/** A row whose address had more in its cell than an address. */
export interface CleanedRow {
  line: number;
  removed: Cleaned[];
}

/** Everything the rows say: contacts are packed, so that a million of them fit, and handed on to the grouping. */
export class ContactRows {
  readonly grouping: Grouping;
  /** Ids that stand on more than one row, rejected rows included, with the lines. */
  readonly repeatedIds = new Map<string, number[]>();
  readonly rejected: RejectedRow[] = [];
  readonly leftOut: LeftOut[];
  /** Those whose address had to be cleaned. */
  readonly cleaned: CleanedRow[] = [];
  contacts = 0;
  /** Of the last row that was a contact; 0 where none was. */
  lastLine = 0;
  /** Those that can be in no cluster: without an e-mail, as long as that is what groups them. */
  ungrouped = 0;
  /** Whether a person's word stands in the `Action` column anywhere. */
  hasActions = false;
  readonly #patterns: readonly EmailPattern[];
  readonly #firstLines = new Map<string, number>();

  constructor({ leaveOutEmails, grouping }: { leaveOutEmails: readonly EmailPattern[]; grouping: Grouping }) {
    this.grouping = grouping;
    this.#patterns = leaveOutEmails;
    this.leftOut = leaveOutEmails.map(({ text }) => ({ pattern: text, contacts: 0, emails: new Set() }));
  }

  add(contact: Contact, line: number): void {
    const packed = packContact(contact);
    this.contacts++;
    this.lastLine = line;
    this.#seeId(packedId(packed), line);
    if (!this.hasActions && isWord(contact.action)) this.hasActions = true;
    if (contact.emailWritten !== '') this.#seeWritten(contact.emailWritten, line);
    const left = contact.email === '' ? undefined : this.leftOut[this.#patternOf(contact.email)];
    if (left === undefined) {
      if (!this.grouping.add(packed)) this.ungrouped++;
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

  #seeWritten(written: string, line: number): void {
    const removed = cleanedOf(written);
    if (removed.length > 0) this.cleaned.push({ line, removed });
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
