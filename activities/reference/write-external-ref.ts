import type { CrmContact, WriteOptions } from '../../crm/crm.ts';
import type { Whose } from '../crm-access.ts';
import type { Deps } from '../deps.ts';
import { retryRead } from '../retry-reads.ts';
import { type Journal, readBack, updateOf, writeGuarded } from '../write-guarded.ts';

export type ExternalRefWritten =
  /** The primary has the new reference. */
  | { kind: 'written'; contact: CrmContact }
  /** Nothing was written, and the reference is one that may be written over. */
  | { kind: 'writable' }
  /** Neither is it the new reference nor one that may be written over. */
  | { kind: 'foreign' }
  | { kind: 'gone' }
  | { kind: 'stopped'; seq: number }
  /** Written, but not shown yet. */
  | { kind: 'unseen' };

export interface ExternalRefWriting {
  whose: Whose;
  contact: string;
  newRef: string;
  /** References that may be written over. */
  known: readonly string[];
  /** Null: only look. */
  journal: Journal | null;
  signal: AbortSignal;
}

/** The look, the write and the first read after it. */
const CALLS = 3;

/** Looks at the contact, and only if its reference is one that may be written over, writes the new one and reads it back. */
export async function writeExternalRef(deps: Deps, writing: ExternalRefWriting): Promise<ExternalRefWritten> {
  const { whose, contact, newRef, known, journal, signal } = writing;
  const { crm, budget } = await deps.crmFor(whose);
  const update = updateOf(crm);
  const reservation = await budget.reserve(journal === null ? 1 : CALLS, { signal });
  const options = { signal, reservation };
  try {
    const before = await retryRead(() => crm.readContact(contact, options));
    if (before.kind === 'gone') return { kind: 'gone' };
    if (before.contact.externalRef === newRef) return { kind: 'written', contact: before.contact };
    if (!known.includes(before.contact.externalRef)) return { kind: 'foreign' };
    if (journal === null) return { kind: 'writable' };
    const change = { externalRef: newRef };
    const send = (how: WriteOptions): Promise<void> => update(contact, change, how);
    const stopped = await writeGuarded(deps, { send, step: 'ref', journal, options });
    if (stopped !== null) return { kind: 'stopped', seq: stopped };
    const isShown = ({ externalRef }: CrmContact): boolean => externalRef === newRef;
    const now = await readBack(crm, { contact, isShown, options });
    if (now === null) return { kind: 'unseen' };
    return now.kind === 'gone' ? now : { kind: 'written', contact: now.contact };
  } finally {
    await budget.release(reservation);
  }
}
