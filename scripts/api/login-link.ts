import { createLinkCode } from '../../api/people/link-codes.ts';
import { UsageError } from '../cli/usage-error.ts';

/** A link is for whoever sits here: it never gets into a pipe or a log. */
export function requireTerminal(): void {
  if (!process.stdout.isTTY)
    throw new UsageError('--link prints on a terminal only: a link in a file or a log lets others in');
}

interface WayIn {
  url: string;
  dataDir: string;
  /** What prints a new one. @default that of the settings' own data folder */
  again?: string;
}

const AGAIN = 'npm run api -- --link';

/** A new way in for one person. */
export function linkText({ url, dataDir, again = AGAIN }: WayIn): string {
  return `Log in  ${url}/login#${createLinkCode(dataDir)}\n        good once, for ten minutes; a new one: ${again}`;
}

/** The same where somebody sits here; else how to get one. */
export function linkOrHint(at: WayIn): string {
  return process.stdout.isTTY
    ? linkText(at)
    : `Log in  ${at.url}/login: with a link, which '${at.again ?? AGAIN}' prints on a terminal`;
}

/** The way to the pages of a demo, whose data folder is not that of the settings. */
export function pagesText({ url, dataDir }: Pick<WayIn, 'url' | 'dataDir'>, why: string): string {
  const again = `DEDUPE_DATA_DIR='${dataDir}' ${AGAIN}`;
  return `The pages of runs, ${why}:\n${linkOrHint({ url, dataDir, again })}`;
}
