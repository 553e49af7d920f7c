import { createRandom, type Random } from '../random.ts';
import { type Company, type Contact, company, contact } from './people.ts';
import { aged, type Row, typed } from './spoil.ts';

export interface LabelledRow extends Row {
  id: string;
  /** Rows of one person have one number. */
  entity: number;
}

export const CONTACT_COLUMNS = [
  'id',
  'first_name',
  'last_name',
  'date_of_birth',
  'email',
  'phone',
  'company',
  'address',
  'city',
] as const;

/** Rows wait for so many others before they are given, so that one person's are far apart. */
const WAITING = 20_000;

/**
 * Rows of a file with duplicates, one after the other, and who they are: households, families with one birthday, switchboards,
 * mailboxes of roles, short names, marriages, moves, typing errors, exchanged and missing fields, several scripts. The same seed
 * and number give the same rows.
 */
export function* labelledContacts({ seed, rows }: { seed: number; rows: number }): Generator<LabelledRow> {
  const random = createRandom(seed);
  const waiting: Omit<LabelledRow, 'id'>[] = [];
  let given = 0;
  for (const row of endlessRows(random, rows)) {
    waiting.push(row);
    if (waiting.length < Math.min(WAITING, rows)) continue;
    const at = random.int(0, waiting.length - 1);
    const next = waiting[at] as Omit<LabelledRow, 'id'>;
    waiting[at] = waiting.at(-1) as Omit<LabelledRow, 'id'>;
    waiting.pop();
    yield { ...next, id: idOf(given) };
    given++;
    if (given === rows) return;
  }
}

export function contactCells(row: LabelledRow): string[] {
  return [row.id, row.first, row.last, row.birth, row.email, row.phone, row.company, row.address, row.city];
}

function* endlessRows(random: Random, rows: number): Generator<Omit<LabelledRow, 'id'>> {
  const companies: Company[] = Array.from({ length: Math.max(5, Math.ceil(rows / 60)) }, () => company(random));
  let entity = 0;
  for (;;) {
    const at = random.chance(0.55) ? random.pick(companies) : null;
    const head = contact(random, entity++, { at, home: null });
    const household = [head];
    // Twins and couples: one address, one surname, sometimes one birthday.
    if (random.chance(0.15)) {
      const other = contact(random, entity++, { at: null, home: head });
      household.push(random.chance(0.15) ? { ...other, birth: head.birth } : other);
    }
    for (const one of household) yield* rowsOf(random, one, at);
  }
}

function* rowsOf(random: Random, person: Contact, at: Company | null): Generator<Omit<LabelledRow, 'id'>> {
  const copies = random.chance(0.7) ? 1 : random.chance(0.7) ? 2 : random.int(3, 5);
  let now = person;
  for (let copy = 0; copy < copies; copy++) {
    if (copy > 0) now = aged(random, now);
    yield { ...typed(random, now, { copy, at }), entity: person.entity };
  }
}

/** Without an order that says anything. */
function idOf(count: number): string {
  return `c${(Math.imul(count + 1, 0x9e3779b1) >>> 0).toString(36).padStart(7, '0')}`;
}
