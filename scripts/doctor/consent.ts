import type { ConsentReading } from '../../contacts/rules/consent.ts';
import { type ConsentValueCount, consentTally } from '../../contacts/rules/consent-values.ts';
import type { Rules } from '../../contacts/rules/rules.ts';
import { counted } from '../../contacts/words/counted.ts';
import type { CallBudget } from '../../crm/budget.ts';
import { connectorOf } from '../../crm/connect.ts';
import { withCallBudget } from './call-budget.ts';
import type { Check, Context } from './context.ts';
import { type Finding, ok, skipped, warning } from './finding.ts';
import { LONGEST_CALL_MS, refusal } from './token-facts.ts';

const MOST_PAGES = 5;

const READ_AS: Record<ConsentReading, string> = {
  in: 'opted in',
  out: 'opted out',
  absent: 'absent',
  unknown: 'UNKNOWN',
};

/** The values that a sample of contacts has in the fields which the rules map to consent, and how each is read. */
export const consent: Check = {
  name: 'consent',
  run: async (context) => {
    const { rules } = context;
    if (rules === null || rules.consent.length === 0) return ok('the rules map no field: consent is not checked');
    const token = await context.token();
    if (token.known === null) return skipped(token);
    try {
      return await withCallBudget(context, (budget) => look({ ...context, rules, budget }));
    } catch (error) {
      return refusal(error, context).finding;
    }
  },
};

type Looking = Pick<Context, 'crm' | 'settings'> & { rules: Rules; budget: CallBudget };

async function look({ crm: name, settings, rules, budget }: Looking): Promise<Finding> {
  const timeoutMs = Math.min(settings.timeoutMs, LONGEST_CALL_MS);
  const crm = connectorOf(name).connect({ settings: { ...settings, timeoutMs }, budget });
  try {
    if (crm.listCustomFields === undefined) return ok('this CRM cannot list its contacts: nothing to look at');
    const tally = consentTally(rules.consent);
    let [contacts, pages] = [0, 0];
    for (let cursor: string | null | undefined; cursor !== null && pages < MOST_PAGES; pages++) {
      const page = await crm.listCustomFields({ cursor: cursor ?? null });
      for (const fields of page.items) tally.add(fields);
      contacts += page.items.length;
      cursor = page.nextCursor;
    }
    return inWords(tally.values(), contacts);
  } finally {
    await crm.close();
  }
}

function inWords(values: ConsentValueCount[], contacts: number): Finding {
  const fields = [...new Set(values.map(({ field }) => field))].map((field) => {
    const ofField = values.filter((one) => one.field === field);
    return `${field}: ${ofField.map(valueText).join(', ')}`;
  });
  const found = [`a sample only, ${counted(contacts, 'contact')}`, ...fields].join('; ');
  if (values.every(({ reading }) => reading !== 'unknown')) return ok(found);
  const todo =
    "add each UNKNOWN value to 'opted_in' or 'opted_out' of its field in the rules: until then such a pair is held";
  return warning(found, todo);
}

function valueText({ value, reading, contacts }: ConsentValueCount): string {
  return reading === 'absent' ? `absent (${contacts})` : `'${value}' ${READ_AS[reading]} (${contacts})`;
}
