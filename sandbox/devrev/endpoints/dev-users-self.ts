import { type Route, read } from '../http/route.ts';
import { toDon } from '../objects/ids.ts';

export const devUsersSelf: Route = {
  write: false,
  scopes: [],
  fields: {},
  required: [],
  handle({ view, caller }) {
    const { user } = caller;
    const don = toDon({ org: view.org, displayId: user });
    return read({ dev_user: { id: don, display_id: user, display_name: `Agent ${user}`, state: 'active' } });
  },
};
