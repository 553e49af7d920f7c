import { z } from 'zod';
import { readTextFile } from '../../contacts/csv/read-text-file.ts';
import { InputError } from '../../contacts/input-error.ts';
import { AtomicFile } from '../../contacts/preview/atomic-file.ts';
import { COLUMN_KINDS } from '../columns/kinds.ts';
import { LEVELS } from '../levels/compare.ts';
import type { Trained } from '../model/trained.ts';
import { FIELD_KINDS } from '../records/table.ts';

/** What a model means: levels, their order, what a field is normalised to. A change of these is another version. */
export const MODEL_VERSION = 2;

const share = z.number().gt(0).lte(1);
const texts = z.array(z.string());
const count = z.int().positive();
const field = z
  .strictObject({
    kind: z.enum(FIELD_KINDS),
    name: z.string(),
    m: z.array(share),
    u: z.array(share),
    isCounter: z.boolean(),
    isPlaced: z.boolean(),
    filled: z.int().nonnegative(),
    frequent: z.array(z.tuple([z.string(), count])),
    generic: texts,
  })
  .refine(({ kind, m, u }) => m.length === LEVELS[kind] && u.length === LEVELS[kind], 'm and u do not fit its kind');
const schema = z.strictObject({
  version: z.literal(MODEL_VERSION),
  mapping: z.record(z.string(), z.enum(COLUMN_KINDS)),
  newest: z.int(),
  fields: z.array(field),
  combinations: z.array(
    z.strictObject({
      fields: z.array(z.int().nonnegative()),
      filled: z.int().nonnegative(),
      frequent: z.array(z.tuple([texts, count])),
    }),
  ),
  prior: z.number().gt(0).lte(0.5),
  phi: share,
  density: z.number().gte(0).lte(1),
  homes: z.strictObject({ birthdays: share.nullable(), chance: share.nullable() }),
});

/** What a match has learned of a file, to weigh with again. */
export interface StoredModel {
  /** What its columns hold, by header. */
  mapping: z.infer<typeof schema>['mapping'];
  /** The last year that two digits may mean. */
  newest: number;
  trained: Trained;
}

/** Reads what `writeModel` has written. Throws InputError, also for a model of another version. */
export async function readModel(path: string): Promise<StoredModel> {
  const fail = (problem: string): InputError =>
    new InputError({ file: path, problem, todo: 'make it again with match --model-out' });
  const content = jsonOf(await readTextFile(path));
  const version = typeof content === 'object' && content !== null && 'version' in content ? content.version : null;
  if (typeof version !== 'number') throw fail('is no model that match has written');
  if (version !== MODEL_VERSION) {
    throw fail(`is a model of version ${version}, and this program reads version ${MODEL_VERSION}`);
  }
  const parsed = schema.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw fail(`${issue?.path.join(' → ') || 'the file'}: ${issue?.message ?? 'cannot be read'}`);
  }
  const { mapping, newest, fields, combinations, prior, phi, density, homes } = parsed.data;
  if (combinations.some((one) => one.fields.some((at) => at >= fields.length))) {
    throw fail('combinations: a field that is not there');
  }
  return {
    mapping,
    newest,
    trained: {
      fields: fields.map(({ m, u, ...rest }) => ({ ...rest, matches: m, strangers: u })),
      combinations,
      prior,
      cohesion: { share: phi, density },
      homes,
    },
  };
}

/** Of values only those that stand on more than four records. Whole or not at all, for its owner only. */
export function writeModel(path: string, { mapping, newest, trained }: StoredModel): void {
  const { fields, combinations, prior, cohesion, homes } = trained;
  const content: z.infer<typeof schema> = {
    version: MODEL_VERSION,
    mapping,
    newest,
    fields: fields.map(({ matches, strangers, frequent, ...rest }) => ({
      ...rest,
      m: matches,
      u: strangers,
      frequent: frequent.map(([text, times]) => [text, times]),
    })),
    combinations: combinations.map(({ frequent, ...rest }) => ({
      ...rest,
      frequent: frequent.map(([together, times]) => [[...together], times]),
    })),
    prior,
    phi: cohesion.share,
    density: cohesion.density,
    homes,
  };
  const file = new AtomicFile(path);
  try {
    file.write(`${JSON.stringify(content)}\n`);
    file.save();
    file.publish();
  } finally {
    file.discard();
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
