import type { Contact } from '../contact.ts';
import { expected, textProblem, widthProblem } from '../csv/cell-checks.ts';
import { emailOfCell, emailProblem, isPlainEmail } from '../csv/email-cell.ts';
import { checkHeader } from '../csv/header.ts';
import type { RowProblem } from '../csv/rejected-row.ts';
import { timestampColumn } from '../csv/timestamp.ts';
import type { Layout } from './profile.ts';
import { EXAMPLE_REVU_ID, isRevuId } from './revu-id.ts';

const COLUMNS: readonly string[] = [
  'Email',
  'External Ref',
  'Modified By Name',
  'User ID',
  'Type',
  'Display ID',
  'Devrev Account ID',
  'Devrev Account Name',
  'Updated At',
  'CXP User id',
  'Updated by BI service',
  '',
  'Linked to acc',
  'Tickets',
];
const NOTES = ['Action', 'Strategy'];

export const EXTERNAL_CONTACTS_COLUMNS: readonly string[] = [...COLUMNS, ...NOTES];

const EMAIL = 0;
const EXTERNAL_REF = 1;
const MODIFIED_BY = 2;
const USER_ID = 3;
const DISPLAY_ID = 5;
const ACCOUNT_ID = 6;
const ACCOUNT_NAME = 7;
const UPDATED_AT = 8;
const BY_BI = 10;
const TICKETS = 13;
const TEXTS = [EMAIL, EXTERNAL_REF, MODIFIED_BY, USER_ID, ACCOUNT_ID, ACCOUNT_NAME];

/** Rows are checked by hand and without a closure each: a million of them pass here. */
export function externalContactsLayout(header: string[], file: string): Layout {
  const names = checkHeader({ header, file, profile: 'external-contacts', required: COLUMNS, optional: NOTES });
  const action = names.indexOf('Action');
  const timestampOf = timestampColumn();

  function readRow(cells: string[]): Contact | RowProblem {
    if (cells.length !== names.length) return widthProblem(cells.length, names.length);
    const written = cell(cells, EMAIL);
    const plain = isPlainEmail(written);
    const email = plain ? written.toLowerCase() : emailOfCell(written);
    const updatedAt = timestampOf(cell(cells, UPDATED_AT));
    const problem = rowProblem(cells, plain ? '' : written, updatedAt) ?? textProblem('Action', cells[action] ?? '');
    if (problem !== null) return problem;
    return {
      id: cell(cells, DISPLAY_ID),
      email,
      emailWritten: written === email ? '' : written,
      name: '',
      externalRef: cell(cells, EXTERNAL_REF),
      modifiedBy: unlessZero(cell(cells, MODIFIED_BY)),
      userId: unlessZero(cell(cells, USER_ID)),
      accountId: cell(cells, ACCOUNT_ID),
      accountName: cell(cells, ACCOUNT_NAME),
      updatedAt: updatedAt ?? '',
      updatedByBi: isTrue(cell(cells, BY_BI)),
      tickets: Number(cell(cells, TICKETS)),
      action: (cells[action] ?? '').trim(),
    };
  }

  return { idColumn: DISPLAY_ID, emailColumn: EMAIL, readRow };
}

/** `odd`: the address where it is not a plain one. */
function rowProblem(cells: string[], odd: string, updatedAt: string | null): RowProblem | null {
  const id = cell(cells, DISPLAY_ID);
  if (!isRevuId(id)) return expected('Display ID', id, `an id such as ${EXAMPLE_REVU_ID}`);
  const badEmail = emailProblem('Email', odd);
  if (badEmail !== null) return badEmail;
  const tickets = cell(cells, TICKETS);
  if (!/^\d{1,9}$/.test(tickets)) return expected('Tickets', tickets, 'a whole number');
  const byBi = cell(cells, BY_BI);
  if (!isTrue(byBi) && !isFalse(byBi)) return expected('Updated by BI service', byBi, 'TRUE or FALSE');
  const date = cell(cells, UPDATED_AT);
  if (updatedAt === null && date !== '') {
    return expected('Updated At', date, 'a time in UTC such as 2025-01-15 9:05');
  }
  for (const column of TEXTS) {
    const bad = textProblem(COLUMNS[column] ?? '', cells[column] ?? '');
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
