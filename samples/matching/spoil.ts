import type { Random } from '../random.ts';
import { surname } from './names.ts';
import { type Company, type Contact, phone, place, privateMail } from './people.ts';

/** A row of the file: what somebody typed of a contact. */
export interface Row {
  first: string;
  last: string;
  birth: string;
  email: string;
  phone: string;
  company: string;
  address: string;
  city: string;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const ROLES = ['info', 'office', 'sales', 'support', 'contact'];

/** What has happened to a person since the last record: a marriage, a move, another provider. */
export function aged(random: Random, contact: Contact): Contact {
  let now = contact;
  if (random.chance(0.03)) now = { ...now, name: { ...now.name, last: surname(random) } };
  if (random.chance(0.12)) now = { ...now, ...place(random) };
  if (random.chance(0.15)) now = { ...now, email: privateMail(random, now.name) };
  if (random.chance(0.12)) now = { ...now, phone: phone(random) };
  return now;
}

/** A record of a contact as people type it: `copy` is 0 for the first one, which is cleaner. */
export function typed(random: Random, contact: Contact, { copy, at }: { copy: number; at: Company | null }): Row {
  const { name } = contact;
  const care = copy === 0 ? 0.25 : 1;
  const row: Row = { ...contact, first: name.first, last: name.last };
  const sometimes = (share: number): boolean => random.chance(share * care);
  if (name.latin !== null && sometimes(0.4)) [row.first, row.last] = name.latin;
  if (name.others.length > 0 && sometimes(0.3)) row.first = random.pick(name.others);
  if (sometimes(0.06)) row.first = row.first.slice(0, 1);
  if (sometimes(0.08)) row.first = misspelt(random, row.first);
  if (sometimes(0.1)) row.last = misspelt(random, row.last);
  if (sometimes(0.02)) [row.first, row.last] = [row.last, row.first];
  if (sometimes(0.08)) row.email = misspelt(random, row.email);
  if (at !== null && sometimes(0.05)) row.email = `${random.pick(ROLES)}@${at.domain}`;
  if (sometimes(0.06)) row.phone = misdialled(random, row.phone);
  if (random.chance(0.5)) row.phone = row.phone.replace(/^\+1 (\d{3}) (\d{3}) /, '($1) $2-');
  if (sometimes(0.05)) row.birth = misdialled(random, row.birth);
  if (sometimes(0.03)) row.birth = exchanged(row.birth);
  if (sometimes(0.3)) row.address = row.address.replace('Street', 'St').replace('Avenue', 'Ave').replace('Road', 'Rd');
  if (sometimes(0.08)) row.address = misspelt(random, row.address);
  if (random.chance(0.1)) row.first = row.first.toUpperCase();
  return withGaps(random, row, copy === 0 ? 0.6 : 1);
}

function withGaps(random: Random, row: Row, care: number): Row {
  const gaps: [keyof Row, number][] = [
    ['first', 0.02],
    ['last', 0.01],
    ['birth', 0.45],
    ['email', 0.15],
    ['phone', 0.25],
    ['company', 0.2],
    ['address', 0.25],
    ['city', 0.15],
  ];
  for (const [column, share] of gaps) if (random.chance(share * care)) row[column] = '';
  return row;
}

function misspelt(random: Random, text: string): string {
  if (text.length < 3) return text;
  const at = random.int(1, text.length - 2);
  const letter = random.pick([...LETTERS]);
  const kind = random.int(0, 3);
  if (kind === 0) return text.slice(0, at) + text.slice(at + 1);
  if (kind === 1) return text.slice(0, at) + letter + text.slice(at);
  if (kind === 2) return text.slice(0, at) + letter + text.slice(at + 1);
  return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
}

function misdialled(random: Random, text: string): string {
  const at = random.pick([...text].flatMap((letter, place) => (/\d/.test(letter) ? [place] : [])));
  return text.slice(0, at) + String(random.int(0, 9)) + text.slice(at + 1);
}

function exchanged(birth: string): string {
  const [year, month, day] = birth.split('-');
  return Number(day) <= 12 ? `${year}-${day}-${month}` : birth;
}
