import type { Contact } from './contact.ts';
import type { PlanMember } from './plan.ts';
import type { RowProblem } from './rejected-row.ts';
import type { Choice } from './strategies/choose-primary.ts';
import type { Strategy } from './strategies/strategy.ts';

/** A CSV layout plus its strategies. */
export interface Profile {
  name: string;
  /** The CRM whose contacts the rows are. */
  crm: string;
  /** Checks the header and returns how to read the rows below it. Throws InputError. */
  layout: (header: string[], file: string) => Layout;
  isContactId: (text: string) => boolean;
  /** For messages: what an id looks like. */
  exampleId: string;
  /** Applied one after the other; the last one always leaves one. */
  strategies: readonly Strategy[];
  /** Why a person should look at a choice of primary, in words; empty when the rules gave one clear winner. */
  doubts: (choice: Choice<PlanMember>) => string[];
}

export interface Layout {
  /** The cells that hold the id and the e-mail, also of rows that are rejected. */
  idColumn: number;
  emailColumn: number;
  readRow: (cells: string[]) => Contact | RowProblem;
}
