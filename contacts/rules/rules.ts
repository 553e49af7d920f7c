import { basename } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { readTextFile } from '../csv/read-text-file.ts';
import { InputError } from '../input-error.ts';
import { DEFAULT_SHORT_NAMES } from '../names/default-short-names.ts';
import type { ShortNames } from '../names/short-names.ts';
import type { ConsentMapping } from './consent.ts';
import { consentMappings, consentRules } from './consent-rules.ts';
import { DEFAULT_ROLE_ADDRESSES } from './default-role-addresses.ts';
import { type EmailPattern, emailPattern } from './email-pattern.ts';
import { type NameList, nameList } from './name-list.ts';
import { type RoleAddresses, roleAddresses } from './role-addresses.ts';
import { instead, name } from './rule-texts.ts';

/** What the owner of the CRM knows and the code does not. */
export interface Rules {
  genericAccounts: NameList;
  otherAccounts: NameList;
  botNames: NameList;
  cxpPrefix: string;
  leaveOutEmails: EmailPattern[];
  /** Shared, automatic and invented ones: a person looks at their clusters. Those of the product where the file names none. */
  roleAddresses: RoleAddresses;
  /** Likewise. */
  shortNames: ShortNames;
  /** Empty: consent is not checked. */
  consent: ConsentMapping[];
}

function names(what: string): z.ZodArray<typeof name> {
  return z.array(name, { error: instead(`a list of ${what}`) }).max(1000, 'has more than 1000 entries');
}

const shortNames = z
  .array(names('a name and its short forms').min(2, 'has fewer than two names'), {
    error: instead('a list of lists: a name and its short forms'),
  })
  .max(2000, 'has more than 2000 entries');

const rulesSchema = z.strictObject(
  {
    generic_accounts: names('account names'),
    other_accounts: names('account names'),
    bot_names: names('names'),
    cxp_prefix: name,
    leave_out_emails: names("patterns such as '*@example.com'"),
    role_addresses: names("mailboxes such as 'support', or patterns such as '*@lists.example.com'").optional(),
    short_names: shortNames.optional(),
    consent: consentRules.optional(),
  },
  { error: instead('a mapping') },
);

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
    roleAddresses: roleAddresses(parsed.data.role_addresses ?? DEFAULT_ROLE_ADDRESSES),
    shortNames: parsed.data.short_names ?? DEFAULT_SHORT_NAMES,
    consent: consentMappings(parsed.data.consent ?? []),
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
