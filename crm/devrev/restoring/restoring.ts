import type { Restoring } from '../../crm.ts';
import type { Transport } from '../transport.ts';
import { createContact } from './create-contact.ts';
import { findByMarker } from './find-by-marker.ts';
import { RESTORING } from './restorable.ts';
import { fieldsOf } from './restorable-fields.ts';
import { setFields } from './set-fields.ts';

/** How a merge is taken back in DevRev, which has no unmerge. */
export function devrevRestoring(transport: Transport, pageLimit: number): Restoring {
  return {
    ...RESTORING,
    fieldsOf,
    create: (request, call) => createContact(transport, request, call),
    findByMarker: (request, call) => findByMarker({ transport, pageLimit, request, call }),
    setFields: (id, fields, call) => setFields(transport, { id, fields }, call),
  };
}
