import { setTimeout as sleep } from 'node:timers/promises';
import type { CallOptions, ContactReading, CrmContact } from '../crm/crm.ts';
import { CrmError } from '../crm/errors.ts';
import { patiently } from './calling.ts';
import { startClocks } from './clocks.ts';
import type { Deps } from './deps.ts';

export type RefWritten =
  /** The primary has the new reference; `already`: without a write of ours just now. */
  | { kind: 'written'; contact: CrmContact; already: boolean }
  /** Nothing was written, and the reference is one that may be written over. */
  | { kind: 'writable' }
  /** Neither is it the new reference nor one that may be written over. */
  | { kind: 'foreign' }
  | { kind: 'gone' }
  | { kind: 'stopped'; seq: number }
  /** Written, but not shown yet. */
  | { kind: 'unseen' };

export interface RefWriting {
  contact: string;
  newRef: string;
  /** References that may be written over. */
  known: readonly string[];
  /** Asked right before the write; may forbid it with the number of the word that stopped the run. Null: only look. */
  journal: (() => Promise<number | null>) | null;
  signal: AbortSignal;
}

/** A CRM may need a moment until a read shows a write. */
const PAUSES_MS = [0, 200, 1_000];

/** As for an opt-out: nothing is written long after the last look and the last word on stopping. */
const LONGEST_TO_WRITE_MS = 1_000;

/** The look, the write and the first read after it. */
const CALLS = 3;

/** Looks at the contact, and only if its reference is one that may be written over, writes the new one and reads it back. */
export async function writeExternalRef(deps: Deps, writing: RefWriting): Promise<RefWritten> {
  const { contact, newRef, known, journal, signal } = writing;
  const { crm, budget } = deps;
  if (crm.updateContact === undefined) throw new CrmError({ kind: 'invalid', message: `Cannot write to ${crm.name}` });
  const reservation = await budget.reserve(journal === null ? 1 : CALLS, { signal });
  const options = { signal, reservation };
  try {
    const before = await read(deps, contact, options);
    if (before.kind === 'gone') return { kind: 'gone' };
    if (before.contact.externalRef === newRef) return { kind: 'written', contact: before.contact, already: true };
    if (!known.includes(before.contact.externalRef)) return { kind: 'foreign' };
    if (journal === null) return { kind: 'writable' };
    const clocks = startClocks();
    const stopped = await journal();
    if (stopped !== null) return { kind: 'stopped', seq: stopped };
    deps.failpoint('ref.before');
    const mayWrite = (): boolean => !signal.aborted && clocks.elapsedMs() <= LONGEST_TO_WRITE_MS;
    await crm.updateContact(contact, { externalRef: newRef }, { ...options, mayWrite });
    deps.failpoint('ref.after');
    return await readBack(deps, { contact, newRef, options });
  } finally {
    await budget.release(reservation);
  }
}

async function readBack(
  deps: Deps,
  request: { contact: string; newRef: string; options: CallOptions & { signal: AbortSignal } },
): Promise<RefWritten> {
  const { contact, newRef, options } = request;
  for (const pauseMs of PAUSES_MS) {
    await sleep(pauseMs, undefined, { signal: options.signal });
    const now = await read(deps, contact, options);
    if (now.kind === 'gone') return { kind: 'gone' };
    if (now.contact.externalRef === newRef) return { kind: 'written', contact: now.contact, already: false };
  }
  return { kind: 'unseen' };
}

function read({ crm }: Deps, contact: string, options: CallOptions): Promise<ContactReading> {
  return patiently(() => crm.readContact(contact, options));
}
