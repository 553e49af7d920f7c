import { EXIT } from '../cli/fail.ts';
import type { Check } from './context.ts';
import { failed, ok, warning } from './finding.ts';

const SOON_MS = 7 * 24 * 3_600_000;

/** Set, accepted, of the right organization, and for how long. The token itself is never shown. */
export const token: Check = {
  name: 'token',
  run: async (context) => {
    const fact = await context.token();
    if (fact.known === null) return fact.finding;
    const { org: expected, baseUrl, variables, tokenFile } = context.settings;
    const { org, expiresAt } = fact.known;
    if (expected !== null && expected !== org) {
      const found = `[token] belongs to organization '${org}', but ${variables.org} says '${expected}'`;
      return failed({ found, todo: `use the other token, or correct ${variables.org}`, exit: EXIT.usage });
    }
    const whose = `[token] of organization '${org}' at ${baseUrl}`;
    if (expiresAt === null) return ok(`${whose}; nobody tells when it expires`);
    const found = `${whose}, valid until ${expiresAt.slice(0, 16).replace('T', ' ')} UTC`;
    if (tokenFile !== null) return ok(`${found}, and exchanged for another before that by itself`);
    if (Date.parse(expiresAt) - Date.now() > SOON_MS) return ok(found);
    return warning(found, 'make a new one before a long run: one that expires midway pauses the run, nothing is lost');
  },
};
