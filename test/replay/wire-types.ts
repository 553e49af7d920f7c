import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { type Edit, edited } from '../support/source-copy.ts';
import type { WireValue } from './wire-values.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What each kind of value must fit today. */
const TYPES = `
import type { SignalDefinition } from '@temporalio/workflow';
import type { Activities } from './activities/index.ts';
import type * as messages from './workflows/messages.ts';
import type * as workflows from './workflows/index.ts';
type Argument<Name extends keyof Activities> = Parameters<Activities[Name]>[0];
type Result<Name extends keyof Activities> = Awaited<ReturnType<Activities[Name]>>;
type Input<Name extends keyof typeof workflows> = Parameters<(typeof workflows)[Name]>[0];
type Outcome<Name extends keyof typeof workflows> = Awaited<ReturnType<(typeof workflows)[Name]>>;
type Said<Signal> = Signal extends SignalDefinition<infer Words extends [unknown?]> ? NonNullable<Words[0]> : never;
type Message<Name extends string> = \`\${Name}Signal\` extends keyof typeof messages
  ? Said<(typeof messages)[\`\${Name}Signal\`]>
  : never;
`;

/**
 * What the compiler says when these values are given to the types of today: a field that is missing, has another name or another
 * type, or is known no more. `edits` are made to the source in memory only.
 */
export function misfits(values: WireValue[], edits: Edit[] = []): string[] {
  const head = TYPES.split('\n').length - 1;
  const lines = values.map(({ type, value }, index) => `export const v${index}: ${type} = ${JSON.stringify(value)};`);
  const path = join(ROOT, 'wire-values-of-a-test.ts');
  const sources = new Map([[path, `${TYPES}${lines.join('\n')}\n`]]);
  for (const edit of edits) sources.set(join(ROOT, edit.file), edited(ROOT, edit));
  const program = createProgram(path, sources);
  const file = program.getSourceFile(path);
  if (file === undefined) throw new Error('The compiler did not take the values');
  const all = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  return all.map(({ start = 0, messageText }) => {
    const value = values[file.getLineAndCharacterOfPosition(start).line - head];
    const words = ts.flattenDiagnosticMessageText(messageText, ' ');
    return `${value?.history}: ${value?.type}: ${words}`;
  });
}

/** Files as they stand, read once for all programs. */
const parsed = new Map<string, ts.SourceFile>();

function createProgram(path: string, sources: Map<string, string>): ts.Program {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile) as { config: object };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [path] }, ts.sys, ROOT);
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (name) => sources.has(name) || fileExists(name);
  host.readFile = (name) => sources.get(name) ?? readFile(name);
  host.getSourceFile = (name, target, ...rest) => {
    const text = sources.get(name);
    if (text !== undefined) return ts.createSourceFile(name, text, target);
    const file = parsed.get(name) ?? getSourceFile(name, target, ...rest);
    if (file !== undefined) parsed.set(name, file);
    return file;
  };
  return ts.createProgram({ rootNames: [path], options, host });
}
