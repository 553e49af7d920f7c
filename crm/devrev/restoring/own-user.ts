import type { CallOptions } from '../../crm.ts';
import { identify } from '../identify.ts';
import type { Transport } from '../transport.ts';

export type OwnUser = (options?: CallOptions) => Promise<string>;

/** The full id of the user whose token this is; asked once per token. Throws CrmError. */
export function ownUser(transport: Transport, token: () => string): OwnUser {
  let known: { token: string; id: string } | null = null;
  return async (options) => {
    const current = token();
    if (known?.token !== current) known = { token: current, id: (await identify(transport, options)).countedBy };
    return known.id;
  };
}
