import { looksLikeDate } from '../values/dates.ts';
import type { ColumnFacts } from './facts.ts';
import type { ColumnKind } from './kinds.ts';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const INSIDE = /<[^\s@]+@[^\s@]+>/;

/** Whether the cells can be what the header says. */
export function fits(kind: ColumnKind, facts: ColumnFacts): boolean {
  const { samples, distinct, filled } = facts;
  if (filled === 0)
    return !(['id', 'first_name', 'last_name', 'full_name', 'identifier'] as ColumnKind[]).includes(kind);
  switch (kind) {
    case 'id':
      return distinct === facts.rows;
    case 'email':
      return share(samples, isEmail) >= 0.5;
    case 'phone':
      return share(samples, isPhone) >= 0.5;
    case 'date_of_birth':
      return share(samples, looksLikeDate) >= 0.5;
    case 'first_name':
    case 'middle_name':
    case 'last_name':
    case 'full_name':
    case 'city':
      return share(samples, (text) => !/[\d@]/.test(text)) >= 0.6;
    case 'consent':
      return share(samples, (text) => isEmail(text) || isPhone(text)) < 0.5;
    case 'identifier':
      return distinct >= 0.3 * filled;
    default:
      return true;
  }
}

/** What the cells alone say; null: nothing. */
export function kindByValues({ samples, filled }: ColumnFacts): ColumnKind | null {
  return filled > 0 && share(samples, isEmail) > 0.9 ? 'email' : null;
}

function isEmail(text: string): boolean {
  return text.split(/;| ::: /).every((part) => EMAIL.test(part.trim()) || INSIDE.test(part));
}

function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, '').length;
  return digits >= 7 && digits <= 60 && text.replace(/[\d\s().+/:;x-]|ext/gi, '').length <= 2;
}

function share(texts: readonly string[], is: (text: string) => boolean): number {
  return texts.length === 0 ? 0 : texts.filter(is).length / texts.length;
}
