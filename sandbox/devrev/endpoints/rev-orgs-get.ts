import type { WorldWorkspace } from '../../../samples/world.ts';
import { toDon } from '../ids.ts';
import { idOf } from '../input.ts';
import { badField, notFound } from '../problems.ts';
import { type Call, type Route, read } from '../route.ts';
import { readScopes } from '../tokens.ts';

export const revOrgsGet: Route = {
  write: false,
  scopes: readScopes('account'),
  fields: { id: 'id', account: 'id' },
  required: [],
  handle(call) {
    const { view } = call;
    const workspace = find(call);
    if (workspace === undefined) throw notFound();
    const account = view.account(workspace.account);
    return read({
      rev_org: {
        id: toDon({ org: view.org, displayId: workspace.id }),
        display_id: workspace.id,
        display_name: workspace.name,
        account: {
          type: 'account',
          id: toDon({ org: view.org, displayId: workspace.account }),
          display_id: workspace.account,
          display_name: account?.name,
        },
      },
    });
  },
};

function find({ view, input }: Call): WorldWorkspace | undefined {
  if (input.id !== undefined) return view.workspace(idOf({ input, name: 'id', kinds: ['revo'], org: view.org }));
  if (input.account === undefined) throw badField('missing_required_field', 'id');
  return view.workspaceOf(idOf({ input, name: 'account', kinds: ['account'], org: view.org }));
}
