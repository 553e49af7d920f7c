import { textProblem, widthProblem } from '../csv/cell-checks.ts';
import { parseTime } from '../csv/dates.ts';
import { emailOfCell, emailProblem } from '../csv/email-cell.ts';
import { shown } from '../csv/rejected-row.ts';
import { InputError } from '../input-error.ts';
import { mostComplete } from '../strategies/most-complete.ts';
import { newestThenLowestId } from '../strategies/newest-then-lowest-id.ts';
import type { Layout, LayoutRequest, Profile } from './profile.ts';
import { EXAMPLE_REVU_ID, revuId } from './revu-id.ts';

/** Where a file of any layout has what a contact is made of: numbers of columns; null: nowhere. */
export interface ContactColumns {
  id: number;
  email: number;
  /** Joined with a blank. */
  names: readonly number[];
  updated: number | null;
}

/** DevRev's contacts in a file of any layout, whose columns a matching has found. */
export const devrevContacts: Profile = {
  name: 'devrev-contacts',
  crm: 'devrev',
  needed: [],
  columns: [],
  layout: ({ file, line }) => {
    const problem = 'has no layout of its own: profile devrev-contacts is for any, whose columns match finds';
    throw new InputError({ file, line, problem, todo: 'plan it with match --crm devrev --out FILE' });
  },
  contactId: revuId,
  exampleId: EXAMPLE_REVU_ID,
  strategies: [mostComplete, newestThenLowestId],
  doubts: () => [],
};

/** That profile for one file. */
export function devrevContactsWith(columns: ContactColumns): Profile {
  return { ...devrevContacts, layout: (request) => layoutWith(columns, request) };
}

function layoutWith(columns: ContactColumns, { header, dates }: LayoutRequest): Layout {
  const { id: idColumn, email: emailColumn, names, updated } = columns;
  const title = (column: number): string => header[column]?.trim() ?? '';
  return {
    idColumn,
    emailColumn,
    timeColumns: updated === null ? [] : [updated],
    extraColumns: [],
    readRow: (cells) => {
      if (cells.length !== header.length) return widthProblem(cells.length, header.length);
      const cell = (column: number): string => cells[column]?.trim() ?? '';
      const id = revuId(cell(idColumn));
      if (id === null) {
        const problem = `is ${shown(cell(idColumn))}, expected an id such as ${EXAMPLE_REVU_ID}`;
        return { code: 'id', column: title(idColumn), problem };
      }
      const written = cell(emailColumn);
      const name = names
        .map(cell)
        .filter((part) => part !== '')
        .join(' ');
      const problem = emailProblem(title(emailColumn), written) ?? textProblem(title(names[0] ?? idColumn), name);
      if (problem !== null) return problem;
      const email = emailOfCell(written);
      return {
        id,
        email,
        emailWritten: written === email ? '' : written,
        name,
        externalRef: '',
        modifiedBy: '',
        userId: '',
        accountId: '',
        accountName: '',
        updatedAt: (updated === null ? null : parseTime(cell(updated), dates)) ?? '',
        updatedByBi: false,
        tickets: 0,
        action: '',
      };
    },
  };
}
