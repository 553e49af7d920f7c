import type { Contact } from '../contact.ts';
import { expected, isWholeNumber, textProblem, timeProblem, widthProblem } from '../csv/cell-checks.ts';
import { type DateOrder, parseExactTime } from '../csv/dates.ts';
import { emailOfCell, emailProblem } from '../csv/email-cell.ts';
import { checkHeader } from '../csv/header.ts';
import type { RowProblem } from '../csv/rejected-row.ts';
import { hasRevuRef, hasUserRef, REVU_PREFIX, USER_PREFIX } from '../strategies/revu-ref.ts';
import type { Layout, LayoutRequest } from './profile.ts';
import { EXAMPLE_REVU_ID, revuId } from './revu-id.ts';

export const REVU_USER_NEEDED = [
  'REV_USER_ID',
  'DISPLAY_NAME',
  'EMAIL',
  'EXTERNAL_REF',
  'FULL_NAME',
  'TICKET_COUNT',
  'CREATED_AT',
  'UPDATED_AT',
] as const;

/** As `--csv-out` writes them: a person's notes. */
const NOTES = ['Action', 'Strategy'] as const;

export const REVU_USER_COLUMNS: readonly string[] = [...REVU_USER_NEEDED, ...NOTES];

const TEXTS = ['EMAIL', 'DISPLAY_NAME', 'FULL_NAME', 'EXTERNAL_REF', 'Action'] as const;
const TIMES = ['CREATED_AT', 'UPDATED_AT'] as const;

type Column = (typeof REVU_USER_NEEDED)[number] | (typeof NOTES)[number];
type CellOf = (column: Column) => string;

export function revuUserLayout(request: LayoutRequest): Layout {
  const { dates } = request;
  const { width, placeOf, extra } = checkHeader({
    ...request,
    profile: 'revu-user',
    needed: REVU_USER_NEEDED,
    optional: NOTES,
  });
  const places = Object.fromEntries(REVU_USER_COLUMNS.map((name) => [name, placeOf(name)]));

  function readRow(cells: string[]): Contact | RowProblem {
    if (cells.length !== width) return widthProblem(cells.length, width);
    const cell: CellOf = (column) => cells[places[column] ?? -1]?.trim() ?? '';
    const written = cell('EMAIL');
    const email = emailOfCell(written);
    const problem = rowProblem(cell, { written, dates });
    if (problem !== null) return problem;
    return {
      id: revuId(cell('REV_USER_ID')) ?? '',
      email,
      emailWritten: written === email ? '' : written,
      name: cell('FULL_NAME') || cell('DISPLAY_NAME'),
      externalRef: cell('EXTERNAL_REF'),
      modifiedBy: '',
      userId: '',
      accountId: '',
      accountName: '',
      updatedAt: parseExactTime(cell('UPDATED_AT'), dates) ?? '',
      updatedByBi: false,
      tickets: Number(cell('TICKET_COUNT')),
      action: cell('Action'),
    };
  }

  return {
    idColumn: placeOf('REV_USER_ID'),
    emailColumn: placeOf('EMAIL'),
    timeColumns: TIMES.map(placeOf),
    extraColumns: extra,
    readRow,
  };
}

function rowProblem(cell: CellOf, { written, dates }: { written: string; dates: DateOrder | null }): RowProblem | null {
  const id = cell('REV_USER_ID');
  if (revuId(id) === null)
    return expected({
      code: 'id',
      column: 'REV_USER_ID',
      text: id,
      what: `an id such as ${EXAMPLE_REVU_ID} or don:identity:…:revu/123`,
    });
  const badEmail = emailProblem('EMAIL', written);
  if (badEmail !== null) return badEmail;
  const tickets = cell('TICKET_COUNT');
  if (!isWholeNumber(tickets)) {
    return expected({ code: 'number', column: 'TICKET_COUNT', text: tickets, what: 'a whole number' });
  }
  for (const column of TIMES) {
    const time = cell(column);
    if (parseExactTime(time, dates) === null)
      return timeProblem({ column, text: time, what: 'a time such as 2025-01-15 09:05:00.000' }, dates);
  }
  for (const column of TEXTS) {
    const bad = textProblem(column, cell(column));
    if (bad !== null) return bad;
  }
  return refProblem(cell('EXTERNAL_REF'));
}

/** The value is a person's: it is not shown. */
function refProblem(ref: string): RowProblem | null {
  if (hasRevuRef(ref) || hasUserRef(ref)) return null;
  return {
    code: 'reference',
    column: 'EXTERNAL_REF',
    problem: `starts with neither '${REVU_PREFIX}' nor '${USER_PREFIX}'`,
  };
}
