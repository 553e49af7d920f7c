import { toDon } from '../ids.ts';
import { idOf } from '../input.ts';
import { notFound } from '../problems.ts';
import { type Route, read } from '../route.ts';
import { readScopes } from '../tokens.ts';

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
