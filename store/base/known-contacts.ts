import type { ConnectOptions } from '../../crm/connector.ts';
import type { Db } from '../database.ts';
import { madeBy } from '../undo/made-by.ts';
import { indexedContact } from './index-source.ts';
import { addressWhenSent } from './pair-addresses.ts';

/** What the last complete scan has seen, and of those that were sent, or that an undo makes anew, by what they are asked for since. */
export function directoryOf(db: Db, crm: string): NonNullable<ConnectOptions['directory']> {
  return async ({ org, contact }) => {
    const known = await indexedContact(db, { crm, org, uid: contact });
    const own = (await addressWhenSent(db, { crm, org, contact })) ?? (await madeBy(db, { crm, org, contact }));
    if (known === null) return own === null ? null : { identifiers: [own.address], updatedAt: own.seenAt, own };
    const { askedBy = [], channels, updatedAt } = known;
    const identifiers = [...askedBy, ...channels.map(({ identifier }) => identifier)];
    return { identifiers, updatedAt, ...(own !== null && { own }) };
  };
}
