import { basename } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { readTextFile } from '../csv/read-text-file.ts';
import { InputError } from '../input-error.ts';
import { CONSENT_FIELD } from '../profiles/consent-field.ts';
import type { ConsentMapping } from './consent.ts';
import { type EmailPattern, emailPattern } from './email-pattern.ts';
import { type NameList, nameList } from './name-list.ts';

/** What the owner of the CRM knows and the code does not. */
export interface Rules {
  genericAccounts: NameList;
  otherAccounts: NameList;
  botNames: NameList;
  cxpPrefix: string;
  leaveOutEmails: EmailPattern[];
  /** Empty: consent is not checked. */
  consent: ConsentMapping[];
}

const name = z
  .string({ error: instead('text') })
  .trim()
  .min(1, 'is empty, expected text')
  .max(254, 'is longer than 254 characters');

function names(what: string): z.ZodArray<typeof name> {
  return z.array(name, { error: instead(`a list of ${what}`) }).max(1000, 'has more than 1000 entries');
}

const optedOut = { error: instead("true, false or text: the value that means 'opted out'") };

const consentEntry = z.strictObject(
  {
    field: name.regex(
      CONSENT_FIELD.pattern,
      `is no custom field's name, expected one such as ${CONSENT_FIELD.example}`,
    ),
    opted_out: z.union([z.boolean(), z.string().trim().min(1).max(254)], optedOut),
  },
  { error: instead("a mapping with 'field' and 'opted_out'") },
);

const consent = z
  .array(consentEntry, { error: instead("a list of entries with 'field' and 'opted_out'") })
  .max(20, 'has more than 20 entries')
  .refine((entries) => new Set(entries.map(({ field }) => field)).size === entries.length, 'names a field twice');

const rulesSchema = z.strictObject(
  {
    generic_accounts: names('account names'),
    other_accounts: names('account names'),
    bot_names: names('names'),
    cxp_prefix: name,
    leave_out_emails: names("patterns such as '*@example.com'"),
    consent: consent.optional(),
  },
  { error: instead('a mapping') },
);

function instead(expected: string): (issue: { input?: unknown }) => string {
  return ({ input }) => `${kindOf(input)}, expected ${expected}`;
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'is missing';
  if (Array.isArray(value)) return 'is a list';
  return typeof value === 'string' ? 'is text' : typeof value === 'object' ? 'is a mapping' : `is a ${typeof value}`;
}

/** Reads a rules file. Throws InputError. */
export async function readRules(path: string): Promise<Rules> {
  return parseRules(await readTextFile(path), basename(path));
}

/** Reads the text of a rules file. Throws InputError that names the file, the path and what was expected. */
export function parseRules(text: string, file: string): Rules {
  const parsed = rulesSchema.safeParse(yamlOf(text, file));
  if (!parsed.success) {
    throw new InputError({ file, problem: issuesText(parsed.error.issues), todo: 'see rules.default.yaml' });
  }
  return {
    genericAccounts: nameList(parsed.data.generic_accounts),
    otherAccounts: nameList(parsed.data.other_accounts),
    botNames: nameList(parsed.data.bot_names),
    cxpPrefix: parsed.data.cxp_prefix,
    leaveOutEmails: parsed.data.leave_out_emails.map(emailPattern),
    consent: (parsed.data.consent ?? []).map(({ field, opted_out }) => ({ field, optedOut: opted_out })),
  };
}

function yamlOf(text: string, file: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error', lineCounter: lines });
  const [syntax] = document.errors;
  if (syntax !== undefined) {
    const { line, col } = lines.linePos(syntax.pos[0]);
    throw new InputError({ file, line, column: col, problem: `is not YAML: ${syntax.message}` });
  }
  try {
    return document.toJS();
  } catch {
    const todo = "put patterns that start with '*' in quotes";
    throw new InputError({ file, problem: 'has an alias that cannot be resolved', todo });
  }
}

/** The first problem of each path. */
function issuesText(issues: readonly z.core.$ZodIssue[]): string {
  const byPath = new Map<string, string>();
  for (const issue of issues) {
    const path = pathText(issue.path);
    const unknown =
      issue.code === 'unrecognized_keys' ? `unknown ${issue.keys.map((key) => `'${key}'`).join(', ')}` : null;
    const place = path === '' ? '' : ` in '${path}'`;
    const text = unknown !== null ? `${unknown}${place}` : path === '' ? issue.message : `'${path}' ${issue.message}`;
    if (!byPath.has(path)) byPath.set(path, text);
  }
  return [...byPath.values()].join('; ');
}

/** `consent[0].field` */
function pathText(keys: readonly PropertyKey[]): string {
  return keys
    .map((key, at) => (typeof key === 'number' ? `[${key}]` : `${at === 0 ? '' : '.'}${String(key)}`))
    .join('');
}
