import { counted } from '../../contacts/words/counted.ts';
import { EXIT } from '../cli/fail.ts';
import type { Check } from './context.ts';
import { failed, ok, warning } from './finding.ts';

/** Below this, Temporal's pages forget a run before somebody looks. */
const FEW_DAYS = 7;

/** Runs go on without them: a word, and how to have them. */
function searchText(namespace: string, unknown: string[] | null): string {
  if (unknown === null) return ', and does not tell its search attributes';
  if (unknown.length === 0) return '';
  const names = unknown.map((name) => `--name ${name} --type Keyword`).join(' ');
  return `; its pages do not find runs by id or CRM until: temporal operator search-attribute create --namespace ${namespace} ${names}`;
}

/** Which server and why, its version, and the namespace with its retention. */
export const temporal: Check = {
  name: 'temporal',
  run: async (context) => {
    const fact = await context.temporal();
    if (fact.known === null) return fact.finding;
    const { target, version, namespace } = fact.known;
    const where = `${target.address} (${target.how}), server ${version}, namespace '${target.namespace}'`;
    if (namespace === null) {
      const todo = `correct TEMPORAL_NAMESPACE, or: temporal operator namespace create --retention 90d ${target.namespace}`;
      return failed({ found: `${where}, which does not exist`, todo, exit: EXIT.usage });
    }
    const days = Math.round(namespace.retentionDays * 10) / 10;
    const found = `${where} keeps ended workflows for ${counted(days, 'day')}${searchText(target.namespace, namespace.unknownAttributes)}`;
    if (days >= FEW_DAYS) return ok(found);
    const command = `temporal operator namespace update --retention 90d ${target.namespace}`;
    return warning(found, `Temporal's pages forget a run soon (the report does not); longer: ${command}`);
  },
};
