import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { homeFolder } from '../../config/env.ts';
import type { JsonHead, Report } from '../../store/reports/types.ts';
import { pagesText } from '../api/login-link.ts';
import { liveLine } from './live-line.ts';
import { playDemo } from './play.ts';
import { holds } from './proof.ts';
import type { Stage } from './stage.ts';
import { placesText, proofTable, resultText } from './words.ts';

export interface Shown {
  head: JsonHead;
  /** Whether the CRM says that nothing was merged twice and no ticket or conversation was lost. */
  isProven: boolean;
}

/** Plays the demo for somebody who watches, and says what came of it. */
export async function showDemo(stage: Stage, options: { crash: boolean; staysUp: boolean }): Promise<Shown> {
  const { folders, stack, sandbox, api } = stage;
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  say(
    `Temporal is ${stack.temporalHow}, its pages are at ${stack.uiUrl}. The practice DevRev is at ${sandbox.url},\nthe customers API at ${api.url}/docs.\n`,
  );
  say(`${pagesText({ url: api.url, dataDir: folders.dataDir }, 'to look on or to do it all again by hand')}\n`);
  const { run, page, proof } = await playDemo(stage, { crash: options.crash, say, line: liveLine(process.stdout) });
  const folder = join(folders.reportsDir, run.id);
  const { pairs, ...head } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;
  say(`\n${resultText({ head, left: pairs.filter(({ result }) => result !== 'succeeded'), proof })}\n`);
  if (options.crash) say(`The practice CRM's own log of what it did:\n\n${proofTable(proof)}\n`);
  const here = (path: string): string => (relative('', path).startsWith('..') ? path : relative('', path));
  const { backupDir } = folders;
  const dataDir = relative(homeFolder(), folders.dataDir);
  const report = pathToFileURL(join(folder, 'report.html')).href;
  say(
    placesText({
      run: run.id,
      report,
      data: here(folder),
      backups: here(backupDir),
      page,
      dataDir: dataDir.startsWith('..') ? folders.dataDir : dataDir,
      ...options,
    }),
  );
  return { head, isProven: holds(proof) };
}
