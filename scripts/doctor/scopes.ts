import { connectorOf } from '../../crm/connect.ts';
import type { TokenClaims } from '../../crm/connector.ts';
import { EXIT } from '../cli/fail.ts';
import type { Check } from './context.ts';
import { type Finding, ok, skipped, warning } from './finding.ts';

const MERGE = 'rev_user:all';
const NEEDS = `a merge needs ${MERGE}; one that may only read is enough for dry runs, and previews need none`;

/** What the token may do, as far as it says so itself: only a write would tell for certain, and none is sent. */
export const scopes: Check = {
  name: 'scopes',
  run: async ({ crm, settings }) => {
    const { token } = settings;
    if (token === null) return skipped({ because: 'no token', finding: { exit: EXIT.usage } });
    return judge(connectorOf(crm).tokenClaims(token.reveal()), settings.title);
  },
};

function judge(claims: TokenClaims | null, title: string): Finding {
  if (claims?.scopes?.includes(MERGE)) return ok(`the token says ${MERGE}: it may merge`);
  if (claims?.scopes) {
    const found = `the token says ${claims.scopes.join(' ')}, and not ${MERGE}: enough for previews and dry runs`;
    return warning(found, `for merges, use a token with ${MERGE}`);
  }
  const role = claims?.roles ? `the token names the role ${claims.roles.join(', ')} but no scopes` : 'not known';
  const found = `${role}: ${title} does not tell what a token may do before the first merge (${NEEDS})`;
  return warning(found, `make sure that it has ${MERGE}; if not, the first merge is refused and the run pauses`);
}
