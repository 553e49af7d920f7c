import { mkdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { PlanCluster } from '../../../contacts/plan.ts';
import { parsePlan } from '../../../contacts/planning/parse-plan.ts';
import { pagesText } from '../../api/login-link.ts';
import { DemoFailed } from '../demo-failed.ts';
import { BY } from '../settings.ts';
import { AGREE, agreeOn, CRM } from './letting-in.ts';
import { mergeInDemo } from './merging.ts';
import { runVerb, type VerbOptions, type VerbRun } from './run-verb.ts';
import type { PodiumStage } from './stage.ts';

const MOST_LINES = 40;

/**
 * Plays it for somebody who watches: every step is the verb that they would type. True where Podium says that nobody has written there in the
 * first half, and that in the second one nobody was opted in.
 */
export async function showPodiumDemo(stage: PodiumStage): Promise<boolean> {
  const { folders, podium, api } = stage;
  const { dataDir, place } = folders;
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const type = async (title: string, line: string[], more: Partial<VerbOptions> = {}): Promise<VerbRun> => {
    const [verb = '', ...args] = line;
    say(`${title === '' ? '' : `\n${title}\n`}  $ npm run ${verb} -- ${args.map((arg) => short(arg)).join(' ')}\n`);
    const ran = await runVerb(line, { env: stage.env, cwd: dataDir, signal: stage.signal, ...more });
    if (ran.code !== 0) throw new DemoFailed(`${verb} has ended with ${ran.code}: ${ran.err}${ran.out}`);
    say(indented(ran.out));
    return ran;
  };
  say(`The practice Podium is at ${podium.url}. Until step 7 nothing here can write to it: it is only read.\n`);
  say(pagesText({ url: api.url, dataDir }, 'to look on'));
  await type(
    '1. Being let in. A person agrees on the page that it prints; here the demo does.',
    ['authorize', ...CRM],
    {
      answer: (err) => agreeOn(AGREE.exec(err)?.[0]),
    },
  );
  await stage.worker();
  await type('2. Who is in the contact base: every contact, page by page.', ['scan', ...CRM, '--region', 'AU']);
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const [plan, steps] = [join(place, 'podium-plan.json'), join(place, 'podium-steps.csv')];
  const out = ['--out', plan, '--by-hand', steps, '--limit', '6'];
  await type('3. Who is in it twice, how sure that is, and why a person must look.', ['preview', ...CRM, ...out]);
  const looked = reviewed(parsePlan(readFileSync(plan, 'utf8'), plan).clusters);
  await type('4. One of those that a person must look at.', ['explain', looked.id, '--plan', plan]);
  const dryRun = ['start', '--plan', plan, '--dry-run', '--yes', '--json'];
  const started = await type('5. A dry run: every contact is backed up, verified and read again.', dryRun);
  const { run } = JSON.parse(started.out) as { run: string };
  await type('   All that the rules are sure of is approved; the cluster of step 4 is not.', [
    'approve',
    run,
    '--all',
    '--by',
    BY,
  ]);
  await type('', ['reject', run, '--cluster', looked.id, '--by', BY]);
  await type('', ['finish', run]);
  await type('', ['status', run, '--watch']);
  const writes = podium.effects().length;
  say(`6. What is left to do by hand in Podium, step by step: ${relative('', steps)}\n`);
  say(indented(readFileSync(steps, 'utf8'), 12));
  say(`The practice Podium's own log of what was changed there: ${writes === 0 ? 'nothing' : `${writes} writes`}.`);
  return writes === 0 && (await mergeInDemo(stage, plan, { say, type }));
}

function reviewed(clusters: readonly PlanCluster[]): PlanCluster {
  const found = clusters.find(({ decision }) => decision === 'review');
  if (found === undefined) throw new DemoFailed('The sample has nothing to review');
  return found;
}

function short(arg: string): string {
  return arg.startsWith('/') ? relative('', arg) : arg;
}

function indented(text: string, most = MOST_LINES): string {
  const lines = text.trimEnd().split('\n');
  const shown = lines.length > most ? [...lines.slice(0, most), `… ${lines.length - most} more lines`] : lines;
  return shown.map((line) => `  ${line}`).join('\n');
}
