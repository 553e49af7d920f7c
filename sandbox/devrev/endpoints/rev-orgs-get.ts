import type { WorldWorkspace } from '../../../samples/world/world.ts';
import { idOf } from '../http/input.ts';
import { badField, notFound } from '../http/problems.ts';
import { type Call, type Route, read } from '../http/route.ts';
import { readScopes } from '../http/tokens.ts';
import { toDon } from '../objects/ids.ts';

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
