import type { Field, FieldCounts } from '../records/table.ts';
import { cityLevel, identifierLevel, otherLevel, phoneLevel, postcodeLevel } from './codes.ts';
import { dateLevel } from './dates.ts';
import { type AddressBook, addressBook, emailLevel } from './emails.ts';
import { type NameBook, nameBook } from './name-book.ts';
import { firstNameLevel, lastNameLevel } from './names.ts';
import { addressLevel, companyLevel } from './places.ts';
import { type TokenBook, tokenBook } from './token-book.ts';

/** What is known of the texts of a field before any two are compared: arrays alone, which threads can share. */
export interface FieldBook {
  /** Whether its values are numbers that count on, so that near ones are other people's. */
  isCounter: boolean;
  names?: NameBook;
  addresses?: AddressBook;
  words?: TokenBook;
}

export function fieldBook({ kind, dictionary }: Field, counts: FieldCounts, isCounter: boolean): FieldBook {
  switch (kind) {
    case 'first':
    case 'last':
      return { isCounter, names: nameBook(dictionary) };
    case 'email':
      return { isCounter, addresses: addressBook(dictionary) };
    case 'company':
    case 'address':
      return { isCounter, words: tokenBook(dictionary, counts.byText) };
    default:
      return { isCounter };
  }
}

/** The level of two texts of a field. */
export function levelsOf({ kind, dictionary }: Field, book: FieldBook): (a: number, b: number) => number {
  const { isCounter } = book;
  const names = book.names as NameBook;
  const addresses = book.addresses as AddressBook;
  const words = book.words as TokenBook;
  switch (kind) {
    case 'first':
      return (a, b) => firstNameLevel(dictionary, names, a, b);
    case 'last':
      return (a, b) => lastNameLevel(dictionary, names, a, b);
    case 'email':
      return (a, b) => emailLevel(dictionary, addresses, a, b);
    case 'phone':
      return (a, b) => phoneLevel(dictionary, a, b);
    case 'dob':
      return (a, b) => dateLevel(dictionary, a, b);
    case 'identifier':
      return (a, b) => identifierLevel(dictionary, isCounter, a, b);
    case 'company':
      return (a, b) => companyLevel(dictionary, words, a, b);
    case 'address':
      return (a, b) => addressLevel(words, a, b);
    case 'city':
      return (a, b) => cityLevel(dictionary, a, b);
    case 'postcode':
      return (a, b) => postcodeLevel(dictionary, a, b);
    case 'other':
      return (a, b) => otherLevel(dictionary, a, b);
  }
}
