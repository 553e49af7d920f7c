import { type Route, read } from '../http/route.ts';
import { toDon } from '../objects/ids.ts';

export const authTokensInfo: Route = {
  write: false,
  scopes: [],
  fields: {},
  required: [],
  handle({ view, caller }) {
    const { user, expiresAt } = caller;
    const subject = toDon({ org: view.org, displayId: user });
    return read({
      organization: { display_id: `DEV-${view.org}`, slug: view.org.toLowerCase() },
      token: { subject, ...(expiresAt === null ? {} : { expiry: expiresAt }) },
      user: { id: subject, display_id: user },
    });
  },
};
