import { looser, type OptOuts } from '../../contacts/rules/consent.ts';
import type { CrmContact, WriteOptions } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import type { Whose } from '../crm-access.ts';
import type { Deps } from '../deps.ts';
import { type Journal, readBack, updateOf, writeGuarded } from '../write-guarded.ts';

export type Written = { kind: 'written'; contact: CrmContact } | { kind: 'gone' } | { kind: 'stopped'; seq: number };

/** The write and the first read after it. */
const CALLS = 2;

/**
 * Writes opt-outs to a contact and reads them back. `journal` is asked first and may forbid it. Throws CrmError `bad-answer`
 * when the CRM does not keep them.
 */
export async function writeOptOuts(
  deps: Deps,
  request: {
    whose: Whose;
    contact: string;
    values: OptOuts;
    journal: Journal;
    signal: AbortSignal;
  },
): Promise<Written> {
  const { whose, contact, values, journal, signal } = request;
  const { crm, budget } = await deps.crmFor(whose);
  const update = updateOf(crm);
  const reservation = await budget.reserve(CALLS, { signal });
  const options = { signal, reservation };
  try {
    const change = { customFields: { ...values } };
    const send = (how: WriteOptions): Promise<void> => update(contact, change, how);
    const stopped = await writeGuarded(deps, { send, step: 'consent', journal, options });
    if (stopped !== null) return { kind: 'stopped', seq: stopped };
    const isShown = ({ customFields }: CrmContact): boolean =>
      Object.keys(looser({ strict: values, fields: customFields })).length === 0;
    const now = await readBack(crm, { contact, isShown, options });
    if (now === null)
      throw new CrmError({ kind: 'bad-answer', message: 'POST rev-users.update: the opt-out is not kept' });
    return now.kind === 'gone' ? now : { kind: 'written', contact: now.contact };
  } finally {
    await budget.release(reservation);
  }
}
