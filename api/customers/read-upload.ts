import { setImmediate as nextTurn } from 'node:timers/promises';
import type { NewCustomer } from '../../contacts/keys/customer.ts';
import { counted } from '../../contacts/words/counted.ts';
import type { Fault } from '../fastapi/detail.ts';
import { problemError } from '../problem.ts';
import { checkCustomer } from './check-customer.ts';
import { type LineProblem, type UploadLine, UploadUnreadable } from './upload-line.ts';

/** So many problems are told. Of an upload that may be partial the others are counted; of any other nothing behind them is read. */
const MOST_TOLD = 100;
/** Records per piece. */
const PIECE = 1000;

/** What has been found so far. */
export interface UploadReport {
  /** Good records. */
  count: number;
  /** Lines that cannot be taken. */
  refused: number;
  /** What is wrong with them: the first hundred, and how many in all. */
  errors: LineProblem[];
  errorCount: number;
}

export function emptyReport(): UploadReport {
  return { count: 0, refused: 0, errors: [], errorCount: 0 };
}

export interface ReadUpload {
  lines: AsyncIterable<UploadLine[]>;
  sources: readonly string[];
  /** Whether good lines count where others are bad. */
  isPartial: boolean;
  report: UploadReport;
}

/**
 * Checks the lines as they are read; gives the good records in pieces. Once a line is refused, and unless the upload may be
 * partial, it only reads on to tell of the next hundred, and throws the problem.
 */
export async function* readUpload(upload: ReadUpload): AsyncGenerator<NewCustomer[]> {
  const { report } = upload;
  let piece: NewCustomer[] = [];
  for await (const customer of checkedLines(upload)) {
    if (report.refused > 0 && !upload.isPartial) continue;
    piece.push(customer);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = [];
  }
  if (report.refused > 0 && !upload.isPartial) throw uploadInvalid(report);
  if (piece.length > 0) yield piece;
}

async function* checkedLines({ lines, sources, isPartial, report }: ReadUpload): AsyncGenerator<NewCustomer> {
  try {
    for await (const some of lines) {
      // What has arrived together would otherwise be read in one go, while other requests wait.
      await nextTurn();
      for (const line of some) {
        const customer = 'value' in line ? checkLine(line, { sources, report }) : refuse(report, [line]);
        if (customer === null) {
          if (report.errorCount >= MOST_TOLD && !isPartial) throw uploadInvalid(report);
          continue;
        }
        report.count += 1;
        yield customer;
      }
    }
  } catch (error) {
    if (!(error instanceof UploadUnreadable)) throw error;
    refuse(report, [error.at]);
    throw uploadInvalid(report);
  }
}

function checkLine(
  { line, value }: Extract<UploadLine, { value: unknown }>,
  { sources, report }: Pick<ReadUpload, 'sources' | 'report'>,
): NewCustomer | null {
  const faults: Fault[] = [];
  const customer = checkCustomer(value, { place: [], sources, faults });
  if (customer !== null) return customer;
  return refuse(
    report,
    faults.map(({ loc, msg }) => ({ line, column: loc.length === 0 ? null : String(loc[0]), problem: msg })),
  );
}

function refuse(report: UploadReport, problems: readonly LineProblem[]): null {
  report.refused += 1;
  report.errorCount += problems.length;
  report.errors.push(...problems.slice(0, MOST_TOLD - report.errors.length));
  return null;
}

function uploadInvalid({ refused, errors, errorCount }: UploadReport): Error {
  const lines = counted(refused, 'line');
  const end = errorCount < MOST_TOLD ? '' : `; reading stopped there`;
  return problemError('upload-invalid', {
    detail: `Nothing was written: ${lines} cannot be taken${end}. 'errors' says why, at most ${MOST_TOLD} times`,
    members: { refused, error_count: errorCount, errors },
  });
}
