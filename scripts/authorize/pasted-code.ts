import { UsageError } from '../cli/usage-error.ts';

/** The code of what a person has pasted: the whole address, whose state must be ours, or the code alone. Throws UsageError. */
export function codeIn({ text, state }: { text: string; state: string }): string {
  const pasted = text.trim();
  if (!URL.canParse(pasted)) {
    if (/^[\w.~+/=-]{4,2000}$/.test(pasted)) return pasted;
    throw new UsageError('Expected the address that the browser has ended at, or the code in it');
  }
  return codeOf({ query: new URL(pasted).searchParams, state });
}

/** The code that the CRM has sent somebody back with. Throws UsageError where it is not an answer to us, or a no. */
export function codeOf({ query, state }: { query: URLSearchParams; state: string }): string {
  if (query.get('state') !== state) {
    throw new UsageError(
      'The answer is not to what was asked here (another state): begin again, and paste the newest address',
    );
  }
  const code = query.get('code');
  if (code) return code;
  const error = /^\w{1,60}$/.exec(query.get('error') ?? '')?.[0] ?? 'no code';
  throw new UsageError(`Access was not granted (${error})`);
}
