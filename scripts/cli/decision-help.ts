import type { Choice } from '../../store/runs/decisions.ts';
import { RUN_HELP } from './run-args.ts';

const DOES: Record<Choice, string> = {
  approve:
    'Approves clusters: they are merged. One that would unite people whom somebody keeps apart takes no approval as a whole.',
  reject:
    'Rejects clusters: no two contacts of one are one person, in this run and in every other one, until that is forgotten.',
  later: 'Leaves clusters for later: not in this run. The next one asks again.',
};

const BAND = `  --band auto    what a matching found and nothing speaks against, once NAME has judged the sample: review --band auto
`;

const REJECT_ALONE = `  --never A B    these two contacts are not one person, whatever cluster they are in; a run is then named with --run
  --because TEXT with --never: why
  --yes          with --all: do not ask
`;

/** What `--help` says. */
export function decisionHelp(choice: Choice): string {
  const isReject = choice === 'reject';
  const which = isReject
    ? '(--all | --strategy S | --cluster ID… | --never A B)'
    : `(--all | --strategy S | ${choice === 'approve' ? '--band auto | ' : ''}--cluster ID…)`;
  const more = isReject ? '\nTo take it back: npm run decisions -- forget ID --by NAME' : '';
  return `${DOES[choice]} The decision is recorded in the store before the run is told: no worker need be up.

Usage: ./scripts/${choice}.ts [RUN] ${which} --by NAME [--json]
       npm run ${choice} -- [RUN] …

${RUN_HELP}
  --all          every cluster for which the rules found one clear winner ('auto'); those in review are named${isReject ? '. It asks before' : ''}
  --strategy S   every cluster decided by this rule, e.g. cxp-uid
${choice === 'approve' ? BAND : ''}  --cluster ID   this cluster: its id, the first digits of it (4 or more), or one of its contacts; may be given several times
${isReject ? REJECT_ALONE : ''}  --by NAME      who decides: recorded with the decision
  --json         one object on stdout
  --help         this text
${more}
Exit codes: 0 recorded, 2 usage, settings, or no cluster would change, 6 cannot reach Temporal or Postgres${isReject ? ', 130 interrupted' : ''}.
When only Temporal cannot be reached, the decision is recorded all the same: the same command once more tells the run.
`;
}
