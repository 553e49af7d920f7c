import type { Contact } from '../contact.ts';
import { expected, isWholeNumber, textProblem, timeProblem, widthProblem } from '../csv/cell-checks.ts';
import { type DateOrder, parseTime } from '../csv/dates.ts';
import { emailOfCell, emailProblem, isPlainEmail } from '../csv/email-cell.ts';
import { checkHeader, type HeaderColumns } from '../csv/header.ts';
import type { RowProblem } from '../csv/rejected-row.ts';
import { timestampColumn } from '../csv/timestamp.ts';
import type { Layout, LayoutRequest } from './profile.ts';
import { EXAMPLE_REVU_ID, isRevuId } from './revu-id.ts';

export const EXTERNAL_CONTACTS_NEEDED: readonly string[] = [
  'Email',
  'External Ref',
  'Modified By Name',
  'User ID',
  'Display ID',
  'Devrev Account ID',
  'Devrev Account Name',
  'Updated At',
  'Updated by BI service',
  'Tickets',
];

/** Nobody reads these; `Action` and `Strategy` are a person's notes. */
const OPTIONAL = ['Type', 'CXP User id', '', 'Linked to acc', 'Action', 'Strategy'];

export const EXTERNAL_CONTACTS_COLUMNS: readonly string[] = [...EXTERNAL_CONTACTS_NEEDED, ...OPTIONAL];

/** Where each column stands in a row. */
interface Places {
  email: number;
  externalRef: number;
  modifiedBy: number;
  userId: number;
  id: number;
  accountId: number;
  accountName: number;
  updatedAt: number;
  byBi: number;
  tickets: number;
  action: number;
}

/** Rows are checked by hand and without a closure each: a million of them pass here. */
export function externalContactsLayout(request: LayoutRequest): Layout {
  const columns = checkHeader({
    ...request,
    profile: 'external-contacts',
    needed: EXTERNAL_CONTACTS_NEEDED,
    optional: OPTIONAL,
  });
  const at = placesOf(columns);
  const texts = textsOf(at);
  const { dates } = request;
  const timestampOf = timestampColumn((text) => parseTime(text, dates));

  function readRow(cells: string[]): Contact | RowProblem {
    if (cells.length !== columns.width) return widthProblem(cells.length, columns.width);
    const written = cell(cells, at.email);
    const plain = isPlainEmail(written);
    const email = plain ? written.toLowerCase() : emailOfCell(written);
    const updatedAt = timestampOf(cell(cells, at.updatedAt));
    const problem =
      rowProblem(cells, { at, texts, odd: plain ? '' : written, updatedAt, dates }) ??
      textProblem('Action', cells[at.action] ?? '');
    if (problem !== null) return problem;
    return {
      id: cell(cells, at.id),
      email,
      emailWritten: written === email ? '' : written,
      name: '',
      externalRef: cell(cells, at.externalRef),
      modifiedBy: unlessZero(cell(cells, at.modifiedBy)),
      userId: unlessZero(cell(cells, at.userId)),
      accountId: cell(cells, at.accountId),
      accountName: cell(cells, at.accountName),
      updatedAt: updatedAt ?? '',
      updatedByBi: isTrue(cell(cells, at.byBi)),
      tickets: Number(cell(cells, at.tickets)),
      action: (cells[at.action] ?? '').trim(),
    };
  }

  return { idColumn: at.id, emailColumn: at.email, timeColumns: [at.updatedAt], extraColumns: columns.extra, readRow };
}

function placesOf({ placeOf }: HeaderColumns): Places {
  return {
    email: placeOf('Email'),
    externalRef: placeOf('External Ref'),
    modifiedBy: placeOf('Modified By Name'),
    userId: placeOf('User ID'),
    id: placeOf('Display ID'),
    accountId: placeOf('Devrev Account ID'),
    accountName: placeOf('Devrev Account Name'),
    updatedAt: placeOf('Updated At'),
    byBi: placeOf('Updated by BI service'),
    tickets: placeOf('Tickets'),
    action: placeOf('Action'),
  };
}

type TextColumn = readonly [column: number, name: string];

function textsOf(at: Places): TextColumn[] {
  return [
    [at.email, 'Email'],
    [at.externalRef, 'External Ref'],
    [at.modifiedBy, 'Modified By Name'],
    [at.userId, 'User ID'],
    [at.accountId, 'Devrev Account ID'],
    [at.accountName, 'Devrev Account Name'],
  ];
}

interface RowChecks {
  at: Places;
  texts: TextColumn[];
  /** The address where it is not a plain one. */
  odd: string;
  updatedAt: string | null;
  dates: DateOrder | null;
}

function rowProblem(cells: string[], { at, texts, odd, updatedAt, dates }: RowChecks): RowProblem | null {
  const id = cell(cells, at.id);
  if (!isRevuId(id)) {
    return expected({ code: 'id', column: 'Display ID', text: id, what: `an id such as ${EXAMPLE_REVU_ID}` });
  }
  const badEmail = emailProblem('Email', odd);
  if (badEmail !== null) return badEmail;
  const tickets = cell(cells, at.tickets);
  if (!isWholeNumber(tickets)) {
    return expected({ code: 'number', column: 'Tickets', text: tickets, what: 'a whole number' });
  }
  const byBi = cell(cells, at.byBi);
  if (!isTrue(byBi) && !isFalse(byBi)) {
    return expected({ code: 'flag', column: 'Updated by BI service', text: byBi, what: 'TRUE or FALSE' });
  }
  const date = cell(cells, at.updatedAt);
  if (updatedAt === null && date !== '') {
    return timeProblem({ column: 'Updated At', text: date, what: 'a time in UTC such as 2025-01-15 9:05' }, dates);
  }
  for (const [column, name] of texts) {
    const bad = textProblem(name, cells[column] ?? '');
    if (bad !== null) return bad;
  }
  return null;
}

function cell(cells: string[], column: number): string {
  return cells[column]?.trim() ?? '';
}

/** The spreadsheet's lookups write `0` where they find nothing. */
function unlessZero(text: string): string {
  return text === '0' ? '' : text;
}

function isTrue(text: string): boolean {
  return text === 'TRUE' || text.toUpperCase() === 'TRUE';
}

/** An empty cell is a contact that the BI service never touched. */
function isFalse(text: string): boolean {
  return text === '' || text.toUpperCase() === 'FALSE';
}
