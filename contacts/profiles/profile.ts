import type { Contact } from '../contact.ts';
import type { DateOrder } from '../csv/dates.ts';
import type { RowProblem } from '../csv/rejected-row.ts';
import type { PlanCluster, PlanMember } from '../plan.ts';
import type { Choice } from '../strategies/choose-primary.ts';
import type { Strategy } from '../strategies/strategy.ts';

/** A CSV layout plus its strategies. */
export interface Profile {
  name: string;
  /** The CRM whose contacts the rows are. */
  crm: string;
  /** Checks the header and returns how to read the rows below it. Throws InputError. */
  layout: (request: LayoutRequest) => Layout;
  /** Headers without which the layout cannot be read. */
  needed: readonly string[];
  /** Every header that the layout knows: tells which profile a header comes closest to. */
  columns: readonly string[];
  /** The id as the API and the rest of the tool spell it; null when the text is no contact's id. */
  contactId: (text: string) => string | null;
  /** For messages: what an id looks like. */
  exampleId: string;
  /** Applied one after the other; the last one always leaves one. */
  strategies: readonly Strategy[];
  /** Why a person should look at a choice of primary, in words; empty when the rules gave one clear winner. */
  doubts: (choice: Choice<PlanMember>) => string[];
  /** The external reference that the primary takes over once all are merged; null when it keeps its own. Absent: never. */
  externalRef?: (cluster: Pick<PlanCluster, 'primary' | 'members'>) => ExternalRefChange | null;
}

/** A new external reference for a cluster's primary. */
export interface ExternalRefChange {
  /** The duplicate whose reference it is. */
  from: string;
  oldRef: string;
  newRef: string;
}

export interface LayoutRequest {
  header: string[];
  file: string;
  /** Where the header stands. */
  line: number;
  /** Of dates that a spreadsheet has written anew; null: not known. */
  dates: DateOrder | null;
}

export interface Layout {
  /** The cells that hold the id and the e-mail, also of rows that are rejected. */
  idColumn: number;
  emailColumn: number;
  /** The cells that hold times. */
  timeColumns: readonly number[];
  /** Headers that it does not know, and passes over, as a message may show them. */
  extraColumns: readonly string[];
  readRow: (cells: string[]) => Contact | RowProblem;
}
