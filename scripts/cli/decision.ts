import { parseArgs } from 'node:util';
import { counted } from '../../contacts/words/counted.ts';
import { nameClusters } from '../../control/decisions/name-clusters.ts';
import { findRun } from '../../control/find-run.ts';
import { withControl } from '../../control/open-control.ts';
import { tellDecision } from '../../control/tell-decision.ts';
import type { Selection } from '../../store/runs/selection.ts';
import { print, say } from './print.ts';
import { unchangedWords } from './refusal-words.ts';
import { RUN_HELP, RUN_OPTIONS, requireBy, runNamed, settings } from './run-args.ts';
import { UsageError } from './usage-error.ts';
import { whoseText } from './whose-text.ts';

type Choice = 'approve' | 'reject';

/** What approve and reject have in common: all but the word. */
export async function decision(choice: Choice): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      ...RUN_OPTIONS,
      all: { type: 'boolean', default: false },
      strategy: { type: 'string' },
      cluster: { type: 'string', multiple: true },
      by: { type: 'string' },
    },
    allowPositionals: true,
  });
  if (values.help) {
    process.stdout.write(helpOf(choice));
    return;
  }
  const name = runNamed(values.run, positionals);
  const by = requireBy(values.by);
  const said = selectionOf(values);
  await withControl(settings(), async ({ config, db, client }) => {
    const run = await findRun({ config, db, id: name, asks: true });
    say(whoseText(run));
    const selection = 'clusters' in said ? { clusters: await nameClusters(db, { run, names: said.clusters }) } : said;
    const { changed, unchanged: left } = await tellDecision({ client, db, run, choice, selection, by });
    const unchanged = left.map((cluster) => unchangedWords(cluster, { run: run.id, choice }));
    for (const sentence of unchanged) say(sentence);
    const done = choice === 'approve' ? 'approved' : 'rejected';
    const text = `${counted(changed, 'cluster')} of run ${run.id} ${done} by ${by}`;
    print({ json: values.json, value: { run: run.id, choice, by, changed, unchanged, left }, text });
  });
}

/** Exactly one way to say which clusters. */
function selectionOf(values: { all: boolean; strategy?: string; cluster?: string[] }): Selection {
  const said: Selection[] = [];
  if (values.all) said.push({ all: true });
  if (values.strategy !== undefined) said.push({ strategy: values.strategy });
  if (values.cluster !== undefined) said.push({ clusters: [...new Set(values.cluster)] });
  const [selection] = said;
  if (selection !== undefined && said.length === 1) return selection;
  throw new UsageError('Expected one of --all, --strategy S, --cluster ID: which clusters is it about?');
}

function helpOf(choice: Choice): string {
  const does = choice === 'approve' ? 'Approves clusters: they are merged.' : 'Rejects clusters: they are not merged.';
  return `${does} The decision is recorded in the store before the run is told: no worker need be up.

Usage: ./scripts/${choice}.ts [RUN] (--all | --strategy S | --cluster ID…) --by NAME [--json]
       npm run ${choice} -- [RUN] …

${RUN_HELP}
  --all          every cluster for which the rules found one clear winner ('auto'); those in review are named
  --strategy S   every cluster decided by this rule, e.g. cxp-uid
  --cluster ID   this cluster: its id, the first digits of it (4 or more), or one of its contacts; may be given several times
  --by NAME      who decides: recorded with the decision
  --json         one object on stdout
  --help         this text

Exit codes: 0 recorded, 2 usage, settings, or no cluster would change, 6 cannot reach Temporal or Postgres.
When only Temporal cannot be reached, the decision is recorded all the same: the same command once more tells the run.
`;
}
