import { EXIT } from '../cli/fail.ts';
import { CHECKS } from './checks.ts';
import type { Context } from './context.ts';
import { type Finding, failed } from './finding.ts';

/** Longer than what any check waits for by itself. */
const TIMEOUT_MS = 25_000;

export type NamedFinding = { name: string } & Finding;

/** Runs the checks side by side. None throws, and none waits for ever. */
export function runChecks(names: readonly string[], context: Context): Promise<NamedFinding[]> {
  return Promise.all(names.map(async (name) => ({ name, ...(await runCheck(name, context)) })));
}

async function runCheck(name: string, context: Context): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Finding>((resolve) => {
    const found = `did not end within ${TIMEOUT_MS / 1000} s`;
    timer = setTimeout(() => resolve(failed({ found, todo: 'try again', exit: EXIT.unreachable })), TIMEOUT_MS);
  });
  const run = async (): Promise<Finding> => {
    const check = await CHECKS[name]?.();
    if (check === undefined) throw new Error(`There is no check '${name}'`);
    return check.run(context);
  };
  try {
    return await Promise.race([run(), late]);
  } catch (error) {
    return failed({ found: error instanceof Error ? error.message : String(error), exit: EXIT.unfinished });
  } finally {
    clearTimeout(timer);
  }
}

/** What the script ends with: wrong settings first, because they may be why somebody cannot be reached. */
export function exitOf(findings: readonly Finding[]): number {
  const exits = findings.map(({ exit }) => exit);
  return [EXIT.usage, EXIT.unreachable, EXIT.unfinished].find((code) => exits.includes(code)) ?? EXIT.done;
}
