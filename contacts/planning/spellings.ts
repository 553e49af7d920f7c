import type { Contact } from '../contact.ts';
import { cleanedOf } from '../csv/email-cell.ts';
import { emailKey } from '../keys/email-key.ts';
import { compareText, shownEmail } from '../keys/normalize.ts';
import { listed } from '../words/listed.ts';

type Spelled = Pick<Contact, 'email' | 'emailWritten'>;

const HIDDEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const MOST_SHOWN = 4;

/** The address as its row has it. */
export function writtenEmail({ email, emailWritten }: Spelled): string {
  return emailWritten === '' ? email : emailWritten;
}

/**
 * The address that a cluster is shown with: as it was written, in small letters. Of several spellings of one address it is the
 * first in order of those that needed no cleaning, if there is one.
 */
export function clusterEmail(key: string, members: readonly Spelled[]): string {
  if (members.every(({ emailWritten }) => emailWritten === '')) return key;
  const written = members.filter(({ email }) => email === key).map((member) => shownEmail(writtenEmail(member)));
  const spellings = [...new Set(written)].sort(compareText);
  return spellings.find((spelling) => cleanedOf(spelling).length === 0) ?? spellings[0] ?? key;
}

/** Members that have one address only because their cells were cleaned, with the spellings. */
export function cleaningDoubts(members: readonly Spelled[]): string[] {
  if (members.every(({ emailWritten }) => emailWritten === '')) return [];
  const emails = new Set(members.map(({ email }) => email));
  return [...emails].flatMap((email) => {
    const sharing = members.filter((one) => one.email === email).map(writtenEmail);
    const spellings = new Map(sharing.map((written) => [uncleaned(written), written]));
    return spellings.size < 2 ? [] : [`only cleaning makes ${quoted([...spellings.values()])} one address`];
  });
}

/** What two spellings have in common where neither, or each in the same way, had to be cleaned. */
function uncleaned(written: string): string {
  return cleanedOf(written).length === 0 ? emailKey(written) : shownEmail(written);
}

function quoted(spellings: string[]): string {
  const shown = spellings.sort(compareText).map((spelling) => `'${visible(spelling)}'`);
  const more = shown.length - MOST_SHOWN;
  return listed(more > 0 ? [...shown.slice(0, MOST_SHOWN), `${more} more spellings`] : shown);
}

function visible(text: string): string {
  return text.replace(HIDDEN, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`);
}
