import { setTimeout as sleep } from 'node:timers/promises';
import { looser, type OptOuts } from '../contacts/consent.ts';
import type { CrmContact } from '../crm/crm.ts';
import { CrmError } from '../crm/errors.ts';
import { patiently } from './calling.ts';
import { startClocks } from './clocks.ts';
import type { Deps } from './deps.ts';

export type Written = { kind: 'written'; contact: CrmContact } | { kind: 'gone' } | { kind: 'stopped'; seq: number };

/** A CRM may need a moment until a read shows a write. */
const PAUSES_MS = [0, 200, 1_000];

/** As for a merge, but its connection need not stand yet. */
const LONGEST_TO_WRITE_MS = 1_000;

/** The write and the first read after it. */
const CALLS = 2;

/**
 * Writes opt-outs to a contact and reads them back. `journal` is asked first and may forbid it; the bytes follow it at once
 * or not at all, so that nothing is written long after a stop. Throws CrmError `bad-answer` when the CRM does not keep them.
 */
export async function writeOptOuts(
  deps: Deps,
  request: { contact: string; values: OptOuts; journal: () => Promise<number | null>; signal: AbortSignal },
): Promise<Written> {
  const { contact, values, journal, signal } = request;
  const { crm, budget } = deps;
  if (crm.updateContact === undefined) throw new CrmError({ kind: 'invalid', message: `Cannot write to ${crm.name}` });
  const reservation = await budget.reserve(CALLS, { signal });
  try {
    const clocks = startClocks();
    const stopped = await journal();
    if (stopped !== null) return { kind: 'stopped', seq: stopped };
    deps.failpoint('consent.before');
    const mayWrite = (): boolean => !signal.aborted && clocks.elapsedMs() <= LONGEST_TO_WRITE_MS;
    await crm.updateContact(contact, { customFields: { ...values } }, { signal, reservation, mayWrite });
    deps.failpoint('consent.after');
    return await readBack(deps, { contact, values, options: { signal, reservation } });
  } finally {
    await budget.release(reservation);
  }
}

async function readBack(
  { crm }: Deps,
  request: { contact: string; values: OptOuts; options: { signal: AbortSignal; reservation: string } },
): Promise<Written> {
  const { contact, values, options } = request;
  for (const pauseMs of PAUSES_MS) {
    await sleep(pauseMs, undefined, { signal: options.signal });
    const reading = await patiently(() => crm.readContact(contact, options));
    if (reading.kind === 'gone') return { kind: 'gone' };
    const left = looser({ strict: values, fields: reading.contact.customFields });
    if (Object.keys(left).length === 0) return { kind: 'written', contact: reading.contact };
  }
  throw new CrmError({ kind: 'bad-answer', message: 'POST rev-users.update: the opt-out is not kept' });
}
