import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { TSX } from '../worker.ts';

export interface VerbRun {
  code: number | null;
  /** What it said on stdout. */
  out: string;
  /** And on stderr. */
  err: string;
}

export interface VerbOptions {
  env: Record<string, string>;
  cwd: string;
  /** Ends the verb when it aborts. */
  signal: AbortSignal;
  /** Told all that stderr has so far; what it resolves with is typed in. Called until it has once answered. */
  answer?: (err: string) => Promise<string> | null;
}

/** Runs a verb as a person does who types it. */
export async function runVerb([verb = '', ...args]: string[], options: VerbOptions): Promise<VerbRun> {
  const { env, cwd, signal, answer } = options;
  const script = fileURLToPath(new URL(`../../${verb}.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--import', TSX, script, ...args], { env, cwd, signal });
  child.on('error', () => undefined);
  let [out, err] = ['', ''];
  let isAnswered = answer === undefined;
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
    const answering = isAnswered ? null : (answer?.(err) ?? null);
    if (answering === null) return;
    isAnswered = true;
    void answering.then((line) => child.stdin.end(`${line}\n`));
  });
  if (isAnswered) child.stdin.end();
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}
