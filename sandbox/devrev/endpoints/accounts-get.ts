import { idOf } from '../http/input.ts';
import { notFound } from '../http/problems.ts';
import { type Route, read } from '../http/route.ts';
import { readScopes } from '../http/tokens.ts';
import { toDon } from '../objects/ids.ts';

export const accountsGet: Route = {
  write: false,
  scopes: readScopes('account'),
  fields: { id: 'id' },
  required: ['id'],
  handle({ view, input }) {
    const account = view.account(idOf({ input, name: 'id', kinds: ['account'], org: view.org }));
    if (account === undefined) throw notFound();
    const { id, name } = account;
    return read({ account: { id: toDon({ org: view.org, displayId: id }), display_id: id, display_name: name } });
  },
};
