import { toDon } from '../ids.ts';
import { type Route, read } from '../route.ts';

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
