import { createLinkCode } from '../../api/people/link-codes.ts';
import { UsageError } from '../cli/usage-error.ts';

/** A link is for whoever sits here: it never gets into a pipe or a log. */
export function requireTerminal(): void {
  if (!process.stdout.isTTY)
    throw new UsageError('--link prints on a terminal only: a link in a file or a log lets others in');
}

/** A new way in for one person. */
export function linkText({ url, dataDir }: { url: string; dataDir: string }): string {
  return `Log in  ${url}/login#${createLinkCode(dataDir)}\n        good once, for ten minutes; a new one: npm run api -- --link`;
}

/** The same where somebody sits here; else how to get one. */
export function linkOrHint(at: { url: string; dataDir: string }): string {
  return process.stdout.isTTY
    ? linkText(at)
    : `Log in  ${at.url}/login: with a link, which 'npm run api -- --link' prints on a terminal`;
}
