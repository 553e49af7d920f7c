import { setTimeout as sleep } from 'node:timers/promises';
import type { CallOptions, Crm, CrmContact, WriteOptions } from '../crm/crm.ts';
import { CrmError } from '../crm/errors.ts';
import type { Deps } from './deps.ts';
import { startClocks } from './merge/clocks.ts';
import { retryRead } from './retry-reads.ts';

/** A CRM may need a moment until a read shows a write. */
const PAUSES_MS = [0, 200, 1_000];

/** As for a merge, but its connection need not stand yet. */
const LONGEST_TO_WRITE_MS = 1_000;

type Update = NonNullable<Crm['updateContact']>;

/** Throws CrmError `invalid` where the CRM cannot be written to: asked before anything else, in a dry run too. */
export function updateOf(crm: Crm): Update {
  if (crm.updateContact === undefined) throw new CrmError({ kind: 'invalid', message: `Cannot write to ${crm.name}` });
  return crm.updateContact;
}

/**
 * Asked right before the write; may forbid it with the number of the word that stopped the run. It calls `onCommit` right before its
 * COMMIT leaves, where it keeps others from stopping the run until then.
 */
export type Journal = (onCommit: () => void) => Promise<number | null>;

export interface GuardedWrite {
  /** The one request. */
  send: (options: WriteOptions) => Promise<void>;
  /** Which of the protocol's writes it is, for the failpoints. */
  step: 'consent' | 'carry' | 'ref';
  journal: Journal;
  options: CallOptions & { signal: AbortSignal };
}

/**
 * Writes to a contact once. `journal` is asked first and may forbid it; the bytes follow it at once or not at all, so that
 * nothing is written long after a stop. Returns what `journal` said: null when it was written. Throws CrmError.
 */
export async function writeGuarded({ failpoint }: Deps, write: GuardedWrite): Promise<number | null> {
  const { send, step, journal, options } = write;
  let clocks = startClocks();
  const stopped = await journal(() => {
    clocks = startClocks();
  });
  if (stopped !== null) return stopped;
  failpoint(`${step}.before`);
  const mayWrite = (): boolean => !options.signal.aborted && clocks.elapsedMs() <= LONGEST_TO_WRITE_MS;
  await send({ ...options, mayWrite });
  failpoint(`${step}.after`);
  return null;
}

/** Reads the contact again, a few times, until a read shows the write; null when none does. */
export async function readBack(
  crm: Crm,
  request: {
    contact: string;
    isShown: (contact: CrmContact) => boolean;
    options: CallOptions & { signal: AbortSignal };
    /** @default those after which a CRM that has done it shows it */
    pausesMs?: readonly number[];
  },
): Promise<{ kind: 'shown'; contact: CrmContact } | { kind: 'gone' } | null> {
  const { contact, isShown, options, pausesMs = PAUSES_MS } = request;
  for (const pauseMs of pausesMs) {
    await sleep(pauseMs, undefined, { signal: options.signal });
    const now = await retryRead(() => crm.readContact(contact, options));
    if (now.kind === 'gone') return { kind: 'gone' };
    if (isShown(now.contact)) return { kind: 'shown', contact: now.contact };
  }
  return null;
}
