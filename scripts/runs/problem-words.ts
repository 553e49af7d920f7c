import type { NightProblem } from '../../store/nights/write-notices.ts';
import { lateText, successLine } from './run-lines.ts';

/** One line for each thing to look at. */
export function problemsText(problems: readonly NightProblem[], now: number): string {
  if (problems.length === 0) return 'Nothing to look at';
  return problems.map((problem) => problemText(problem, now)).join('\n');
}

function problemText({ code, values }: NightProblem, now: number): string {
  const { run, profile = '', crm = '', organization = '', at = null } = values;
  switch (code) {
    case 'no-success':
      return `Too long ago. ${successLine({ profile: profile ?? '', crm: crm ?? '', organization: organization ?? '', at }, now)}`;
    case 'schedule-late':
      return `Late: ${lateText(values)}`;
    case 'refusals-missing':
      return `Pair ${values.pair} is merged, and the contact that was kept does not refuse what it must; see npm run resolve -- --help, settled-consent`;
    case 'run-waits':
      return `Run ${run} ${values.for === 'decision' ? 'waits for a decision' : 'is paused'}: npm run status -- ${run}`;
    case 'no-worker':
      return 'No worker is up: start one with npm run worker';
    case 'temporal-away':
      return 'Temporal does not answer, and nothing goes on without it: npm run doctor -- --only temporal';
  }
}
