import { z } from 'zod';
import { CONSENT_FIELD } from '../profiles/consent-field.ts';
import type { ConsentMapping } from './consent.ts';
import { instead, name } from './rule-texts.ts';

const MOST_WORDS = 100;

const expected = "true, false, text or a list of texts: what means 'opted out'";
const word = z
  .string({ error: instead('text') })
  .trim()
  .min(1, 'is empty, expected text')
  .max(254);
const list = z
  .array(word, { error: instead(expected) })
  .min(1, 'is empty')
  .max(MOST_WORDS);
const value = (what: string) => z.union([z.boolean(), word, list], { error: instead(what) });

const entry = z
  .strictObject(
    {
      field: name.regex(
        CONSENT_FIELD.pattern,
        `is no custom field's name, expected one such as ${CONSENT_FIELD.example}`,
      ),
      opted_out: value(expected),
      opted_in: value("true, false, text or a list of texts: what means 'opted in'").optional(),
      channel: name.optional(),
    },
    { error: instead("a mapping with 'field', 'opted_out' and, for text, 'opted_in'") },
  )
  .superRefine(({ opted_out: out, opted_in: optedIn }, context) => {
    const problem = optedIn === undefined ? null : contradiction(out, optedIn);
    if (problem !== null) context.addIssue({ code: 'custom', path: ['opted_in'], message: problem });
  });

type Value = boolean | string | string[];

/** The part of a rules file that names custom fields which carry consent. */
export const consentRules = z
  .array(entry, { error: instead("a list of entries with 'field' and 'opted_out'") })
  .max(20, 'has more than 20 entries')
  .refine((entries) => new Set(entries.map(({ field }) => field)).size === entries.length, 'names a field twice');

export function consentMappings(entries: z.infer<typeof consentRules>): ConsentMapping[] {
  return entries.map(({ field, opted_out, opted_in, channel }) => ({
    field,
    ...outOf(opted_out),
    ...(opted_in === undefined || typeof opted_in === 'boolean' ? {} : { optedInWords: words(opted_in) }),
    ...(channel === undefined ? {} : { channel }),
  }));
}

function outOf(out: Value): Pick<ConsentMapping, 'optedOut' | 'optedOutWords'> {
  if (!Array.isArray(out)) return { optedOut: out };
  const [optedOut = ''] = out;
  return { optedOut, optedOutWords: out };
}

function contradiction(out: Value, optedIn: Value): string | null {
  if (typeof out !== typeof optedIn && (typeof out === 'boolean' || typeof optedIn === 'boolean')) {
    return `is of another kind than 'opted_out'`;
  }
  const small = new Set(words(out).map((one) => one.toLowerCase()));
  const both = words(optedIn).find((one) => small.has(one.toLowerCase()));
  return both === undefined ? null : `has '${both}', which 'opted_out' has too`;
}

function words(value: Value): string[] {
  return [value].flat().map(String);
}
