import { type CrmSettings, crmsInUse } from '../../config/crm-settings.ts';
import { connectorOf } from '../../crm/connect.ts';
import type { Rights } from '../../crm/connector.ts';
import { EXIT } from '../cli/fail.ts';
import type { Check } from './context.ts';
import { type Finding, ok, skipped, warning } from './finding.ts';

/** What we are let do in every CRM that there is a token for, as far as that is known here: only a write would tell for certain, and none is sent. */
export const scopes: Check = {
  name: 'scopes',
  run: async ({ config }) => {
    const inUse = crmsInUse(config).filter(([, { token }]) => token !== null);
    if (inUse.length === 0) return skipped({ because: 'no token', finding: { exit: EXIT.usage } });
    const findings = inUse.map(([crm, settings]) => ({ title: settings.title, finding: judge(crm, settings) }));
    return together(findings);
  },
};

function judge(crm: string, settings: CrmSettings): Finding {
  const { rights, grant } = connectorOf(crm);
  const known = rights(settings);
  if (known.merge !== null) return judgeMerging({ ...known, merge: known.merge }, settings.title);
  const todo = grant === undefined ? 'use a token that has them' : `npm run authorize -- --crm ${crm}`;
  return judgeReading(known, { title: settings.title, todo });
}

function judgeMerging(rights: Rights & { merge: readonly string[] }, title: string): Finding {
  const { scopes, roles, merge } = rights;
  const needed = merge.join(' ');
  if (scopes !== null && merge.every((one) => scopes.includes(one)))
    return ok(`the token says ${needed}: it may merge${takingBack(rights)}`);
  if (scopes !== null) {
    const found = `the token says ${scopes.join(' ')}, and not ${needed}: enough for previews and dry runs`;
    return warning(found, `for merges, use a token with ${needed}`);
  }
  const role = roles === null ? 'not known' : `the token names the role ${roles.join(', ')} but no scopes`;
  const needs = `a merge needs ${needed}; one that may only read is enough for dry runs, and previews need none`;
  const found = `${role}: ${title} does not tell what a token may do before the first merge (${needs})`;
  return warning(found, `make sure that it has ${needed}; if not, the first merge is refused and the run pauses`);
}

/** A run needs none of it, so it is named and judged no further. */
function takingBack({ scopes, undo = [] }: Rights): string {
  const missing = undo.filter((names) => !names.some((one) => scopes?.includes(one)));
  if (undo.length === 0) return '';
  if (missing.length === 0) return ', and take a merge back';
  return `; to take one back it would need ${missing.map(([least]) => least).join(' ')} too`;
}

/** Of a CRM in which nothing is merged by machine. */
function judgeReading({ scopes, read }: Rights, { title, todo }: { title: string; todo: string }): Finding {
  const needed = read.join(' ');
  if (scopes === null) return warning(`nobody has let us into ${title}, or it did not say what for: ${needed}`, todo);
  const missing = read.filter((one) => !scopes.includes(one));
  if (missing.length > 0) return warning(`we were let in without ${missing.join(' ')}, which reading takes`, todo);
  return ok(`we were let in with ${scopes.join(' ')}: enough to read, and nothing is merged`);
}

/** The worst of them counts; each is named where there are several. */
function together(findings: { title: string; finding: Finding }[]): Finding {
  const [first, ...others] = findings;
  if (first !== undefined && others.length === 0) return first.finding;
  const found = findings.map(({ title, finding }) => `${title}: ${finding.found}`).join('; ');
  const todos = findings.flatMap(({ title, finding: { todo } }) => (todo === null ? [] : [`${title}: ${todo}`]));
  return todos.length === 0 ? ok(found) : warning(found, todos.join('; '));
}
