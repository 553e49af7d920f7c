import { restorableOf } from '../../contacts/undo/field-order.ts';
import { isSame } from '../../contacts/undo/same-value.ts';
import type { CrmContact } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import type { Reason } from '../../store/reasons.ts';
import type { UndoResult } from '../../store/undo/types.ts';
import { retryRead } from '../retry-reads.ts';
import { readBack } from '../write-guarded.ts';
import { type Stopped, type UndoWork, writeForUndo } from './undo-work.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface FieldsWritten {
  written: string[];
  /** Fields that were left, and why. */
  left: Reason[];
}

export interface FieldsToWrite {
  name: 'free' | 'opt-out' | 'fill' | 'restore' | 'reference';
  /** Display id. */
  contact: string;
  fields: Fields;
  /** What the CRM must still show of each field; null: whatever it shows. */
  expected: Fields | null;
  /** What is to be known of the pair once these may have been written: stored with the order. */
  noting?: (fields: readonly string[]) => UndoResult;
}

/** The write, the first read after it, and what the budget's own clock may cost. */
const CALLS = 3;

/**
 * Writes fields of a contact and reads them back. What stands already is not written, and neither is what somebody has changed since it was looked
 * at; a value that somebody else has is left. Null where the contact is gone. Throws CrmError.
 */
export async function writeFields(
  work: UndoWork,
  { name, contact, fields, expected, noting }: FieldsToWrite,
): Promise<FieldsWritten | Stopped | null> {
  const names = Object.keys(fields);
  const done: FieldsWritten = { written: [], left: [] };
  if (names.length === 0) return done;
  const { crm, restoring, signal } = work;
  const read = await retryRead(() => crm.readContact(contact, { signal }));
  if (read.kind === 'gone') return null;
  const now = restoring.fieldsOf(read.contact.raw);
  const open: string[] = [];
  for (const field of names) {
    if (isSame(now[field], fields[field])) done.written.push(field);
    else if (expected !== null && !isSame(now[field], expected[field]))
      done.left.push({ code: 'undo-value-changed', values: { contact, field } });
    else open.push(field);
  }
  for (const group of groupsOf(work, open)) {
    const wrote = await writeOpen(work, { name, contact, fields, noting, open: group, done });
    if (wrote === null || 'stopped' in wrote) return wrote;
  }
  return done;
}

/** What the CRM takes a request of its own for stands alone. */
function groupsOf({ restoring }: UndoWork, open: readonly string[]): string[][] {
  const isAlone = (field: string): boolean => restorableOf(restoring.fields, field)?.given === 'later';
  const together = open.filter((field) => !isAlone(field));
  return [...(together.length === 0 ? [] : [together]), ...open.filter(isAlone).map((field) => [field])];
}

interface OpenFields {
  name: FieldsToWrite['name'];
  contact: string;
  fields: Fields;
  noting: FieldsToWrite['noting'];
  open: string[];
  done: FieldsWritten;
}

async function writeOpen(work: UndoWork, request: OpenFields): Promise<FieldsWritten | Stopped | null> {
  const { name, contact, fields, noting, open, done } = request;
  const { crm, restoring, signal } = work;
  const some = Object.fromEntries(open.map((field) => [field, fields[field]]));
  try {
    const wrote = await writeForUndo(work, {
      name,
      calls: CALLS,
      detail: `${name}: ${open.join(', ')} of ${contact}`,
      ...(noting === undefined ? {} : { result: noting(open) }),
      write: (options) => restoring.setFields(contact, some, options),
    });
    if ('stopped' in wrote) return wrote;
  } catch (error) {
    if (!(error instanceof CrmError) || error.kind !== 'conflict') throw error;
    return await oneByOne(work, request);
  }
  const isShown = ({ raw }: CrmContact): boolean => {
    const shown = restoring.fieldsOf(raw);
    return open.every((field) => isSame(shown[field], fields[field]));
  };
  const shown = await readBack(crm, { contact, isShown, options: { signal } });
  if (shown === null)
    throw new CrmError({ kind: 'bad-answer', message: `${contact} does not show ${open.join(', ')} as written` });
  if (shown.kind === 'gone') return null;
  done.written.push(...open);
  return done;
}

/** One of them is somebody else's: which one, only writing each alone tells. */
async function oneByOne(work: UndoWork, request: OpenFields): Promise<FieldsWritten | Stopped | null> {
  const { open, done, contact } = request;
  const [only, second] = open;
  if (only !== undefined && second === undefined) {
    done.left.push({ code: 'undo-value-taken', values: { contact, field: only } });
    return done;
  }
  for (const field of open) {
    const wrote = await writeOpen(work, { ...request, open: [field] });
    if (wrote === null || 'stopped' in wrote) return wrote;
  }
  return done;
}
