import { parseArgs } from 'node:util';
import { takeBackCountText } from '../../contacts/base/shown/take-back-text.ts';
import { counted } from '../../contacts/words/counted.ts';
import { listed } from '../../contacts/words/listed.ts';
import { type JudgedBand, requireJudged } from '../../control/decisions/judged-band.ts';
import { keepNever } from '../../control/decisions/keep-never.ts';
import { nameClusters } from '../../control/decisions/name-clusters.ts';
import { findRun } from '../../control/find-run.ts';
import { type Control, withControl } from '../../control/open-control.ts';
import { takeBackSaid } from '../../control/proofs/take-back-said.ts';
import { tellDecision } from '../../control/tell-decision.ts';
import { askedClusters, canChange } from '../../store/runs/asked-clusters.ts';
import type { Choice } from '../../store/runs/decisions.ts';
import type { Run } from '../../store/runs/runs.ts';
import type { Selection } from '../../store/runs/selection.ts';
import { changedLines } from '../plan/changed-text.ts';
import { ask, requireAnswer } from './ask.ts';
import { decisionHelp } from './decision-help.ts';
import { EXIT } from './fail.ts';
import { print, say } from './print.ts';
import { unchangedWords } from './refusal-words.ts';
import { RUN_OPTIONS, requireBy, runNamed, settings } from './run-args.ts';
import { UsageError } from './usage-error.ts';
import { whoseText } from './whose-text.ts';

const DONE: Record<Choice, string> = { approve: 'approved', reject: 'rejected', later: 'left for later' };

/** What approve, reject and later have in common: all but the word. */
export async function decision(choice: Choice): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      ...RUN_OPTIONS,
      all: { type: 'boolean', default: false },
      strategy: { type: 'string' },
      band: { type: 'string' },
      cluster: { type: 'string', multiple: true },
      by: { type: 'string' },
      never: { type: 'string', multiple: true },
      because: { type: 'string' },
      yes: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  if (values.help) {
    process.stdout.write(decisionHelp(choice));
    return;
  }
  if (choice !== 'reject' && (values.never !== undefined || values.because !== undefined || values.yes))
    throw new UsageError('--never, --because and --yes are for reject alone');
  const by = requireBy(values.by);
  if (values.never !== undefined) return never({ ...values, by, never: values.never }, positionals);
  if (values.band !== undefined && (choice !== 'approve' || values.band !== 'auto'))
    throw new UsageError('Expected --band auto, with approve alone: of other bands each cluster is named');
  const name = runNamed(values.run, positionals);
  const said = selectionOf(values);
  const asks = choice === 'reject' && 'all' in said;
  if (asks) requireAnswer({ yes: values.yes });
  await withControl(settings(), async (control) => {
    const { config, db } = control;
    const run = await findRun({ config, db, id: name, asks: true });
    say(whoseText(run));
    const selection = 'clusters' in said ? { clusters: await nameClusters(db, { run, names: said.clusters }) } : said;
    if (asks && !values.yes && !(await isSure(control, { run, selection }))) return;
    const judged = 'band' in selection ? await requireJudged(db, { run, by }) : null;
    if (judged !== null) say(judgedText(judged));
    if (choice === 'approve') for (const line of await changedLines(db, run)) say(line);
    const counts = choice === 'approve' ? await takeBackSaid(db, { run, selection }) : null;
    if (counts !== null) say(takeBackCountText(counts));
    const { changed, unchanged: left } = await tellDecision({ ...control, run, choice, selection, by });
    const unchanged = left.map((cluster) => unchangedWords(cluster, { run: run.id, choice }));
    for (const sentence of unchanged) say(sentence);
    const text = `${counted(changed, 'cluster')} of run ${run.id} ${DONE[choice]} by ${by}`;
    print({
      json: values.json,
      value: { run: run.id, choice, by, changed, unchanged, left, ...(judged && { judged }) },
      text,
    });
  });
}

interface Values {
  run?: string;
  all: boolean;
  strategy?: string;
  band?: string;
  cluster?: string[];
  by?: string;
  never?: string[];
  because?: string;
  yes: boolean;
  json: boolean;
  help: boolean;
}

/** What is rejected lasts: its number is read before. */
async function isSure({ db }: Control, { run, selection }: { run: Run; selection: Selection }): Promise<boolean> {
  const { known } = await askedClusters(db, { run, selection });
  const count = known.filter((cluster) => canChange(cluster, 'reject')).length;
  // Nothing would be rejected, and what follows says why.
  if (count === 0) return true;
  const answer = await ask(
    `Reject ${counted(count, 'cluster')}? Their contacts are kept apart in every run from now on`,
  );
  if (answer === true) return true;
  say('Nothing was rejected');
  if (answer === null) process.exitCode = EXIT.interrupted;
  return false;
}

/** `--never A B`: the second one is no option's value by itself. */
async function never(values: Values & { by: string; never: string[] }, positionals: string[]): Promise<void> {
  if (values.all || values.strategy !== undefined || values.band !== undefined || values.cluster !== undefined)
    throw new UsageError('Expected --never A B, or clusters to reject: not both');
  const contacts = [
    ...new Set([...values.never, ...positionals].flatMap((ids) => ids.split(',')).map((id) => id.trim())),
  ];
  if (contacts.length < 2 || contacts.includes(''))
    throw new UsageError('Expected --never A B: the two contacts that are not one person; a run is named with --run');
  const { by, because = null, json } = values;
  await withControl(settings(), async (control) => {
    const run = await findRun({ ...control, id: values.run ?? null, asks: true });
    say(whoseText(run));
    const id = await keepNever({ ...control, run, contacts, by, because });
    const { crm, org } = run;
    const text = `${listed(contacts)} are kept apart from now on, says ${by}: decision ${id}`;
    print({ json, value: { decision: id, crm, org, members: contacts, by, because }, text });
  });
}

/** `0 of 100 wrong: with 95 % certainty at most 3 % of the 5,000 are` */
function judgedText({ sampled, clusters, mostWrong }: JudgedBand): string {
  if (sampled === clusters) return `0 of all ${clusters} wrong: each of them was judged`;
  return `0 of ${sampled} wrong: with 95 % certainty at most ${Math.ceil(1000 * mostWrong) / 10} % of the ${clusters} are`;
}

/** Exactly one way to say which clusters. */
function selectionOf(values: Pick<Values, 'all' | 'strategy' | 'band' | 'cluster'>): Selection {
  const said: Selection[] = [];
  if (values.all) said.push({ all: true });
  if (values.strategy !== undefined) said.push({ strategy: values.strategy });
  if (values.band !== undefined) said.push({ band: 'auto' });
  if (values.cluster !== undefined) said.push({ clusters: [...new Set(values.cluster)] });
  const [selection] = said;
  if (selection !== undefined && said.length === 1) return selection;
  throw new UsageError('Expected one of --all, --strategy S, --cluster ID: which clusters is it about?');
}
