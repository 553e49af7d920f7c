import { parseArgs } from 'node:util';
import type { UndoKeep } from '../../contacts/undo/undo-plan.ts';
import { requireBy } from '../cli/run-args.ts';
import { UsageError } from '../cli/usage-error.ts';

export const UNDO_USAGE = `Takes merges of a run back, the newest first: each contact is made anew from its backup, under a new id, with its fields, its
external reference and its tickets; the contact that was kept gets back what it had, where nobody has changed it since.

Usage: ./scripts/undo.ts RUN [--cluster ID | --pair ID] [--preview] --by NAME [--json]      npm run undo -- RUN …

  RUN           the run whose merges are taken back: all of them, unless one of these names some
  --cluster ID  those of one cluster: its first digits, or a contact of it
  --pair ID     one: CLUSTER.DUPLICATE
  --preview     shows what would come back, what is asked and what cannot, with calls and minutes; writes nothing
  --keep WHOSE  theirs or ours: whose value stands where somebody has changed one since the merge. Needed where one is asked
  --through     also where the contact that was kept was merged into another one since: its tickets are taken from there,
                and the later merge stays
  --by NAME     who takes them back: recorded. Not needed for --preview
  --yes         asks nothing, for scripts; else the number of pairs is to be typed
  --json        one object on stdout
  --help        this text

It looks first, and writes nothing before you have typed the number. Then it goes on by itself, also after Ctrl-C; see, pause and
end it as a run: npm run status, pause, resume, cancel -- UNDO. There is no undo of an undo.
Exit codes: 0 all that was named is back, or shown; 2 usage, settings, or there is nothing to take back; 4 shown and not agreed to, a
value is asked about, or it is paused; 5 a pair was put down, or it was cancelled; 6 cannot reach Temporal or Postgres;
130 interrupted: it goes on.
`;

export interface UndoArgs {
  run: string;
  cluster: string | null;
  pair: string | null;
  preview: boolean;
  keep: UndoKeep | null;
  through: boolean;
  by: string;
  yes: boolean;
  json: boolean;
}

/** Null: help was asked for. Throws UsageError. */
export function parseUndoArgs(args: string[]): UndoArgs | null {
  const { values, positionals } = parseArgs({
    args,
    options: {
      cluster: { type: 'string' },
      pair: { type: 'string' },
      keep: { type: 'string' },
      by: { type: 'string' },
      preview: { type: 'boolean', default: false },
      through: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  if (values.help) return null;
  const [run, ...more] = positionals;
  if (run === undefined || more.length > 0)
    throw new UsageError('Expected one RUN: the run whose merges are taken back');
  const { cluster = null, pair = null, preview, through, yes, json } = values;
  if (cluster !== null && pair !== null) throw new UsageError('Expected --cluster or --pair, not both');
  if (preview && yes)
    throw new UsageError('Expected --preview or --yes, not both: a preview asks nothing and writes nothing');
  const by = preview && values.by === undefined ? 'preview' : requireBy(values.by);
  return { run, cluster, pair, preview, keep: keepOf(values.keep), through, by, yes, json };
}

function keepOf(text: string | undefined): UndoKeep | null {
  if (text === undefined || text === 'theirs' || text === 'ours') return text ?? null;
  throw new UsageError(`Expected --keep theirs or --keep ours, not '${text}'`);
}
