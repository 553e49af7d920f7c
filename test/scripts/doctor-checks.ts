import { expect } from 'vitest';
import type { Scene } from '../support/scene.ts';
import { runScript } from './run-script.ts';

export interface Checked {
  code: number | null;
  checks: Record<string, { status: string; found: string; todo: string | null }>;
}

/** Runs doctor as a process and reads its JSON. Whatever it printed, no token is in it. */
export async function runDoctor(scene: Pick<Scene, 'env' | 'folder'>, args: string[], env = {}): Promise<Checked> {
  const { code, out, err } = await runScript(scene, ['doctor', '--json', ...args], env);
  const { DEVREV_API_TOKEN: token } = { ...scene.env, ...env } as Record<string, string>;
  if (token) expect(`${out}${err}`).not.toContain(token);
  expect(err).toBe('');
  const { exitCode, checks } = JSON.parse(out) as { exitCode: number; checks: { name: string }[] };
  expect(exitCode).toBe(code);
  return { code, checks: Object.fromEntries(checks.map(({ name, ...rest }) => [name, rest])) as Checked['checks'] };
}

/** `{ node: 'ok', … }` */
export function statuses({ checks }: Checked): Record<string, string> {
  return Object.fromEntries(Object.entries(checks).map(([name, { status }]) => [name, status]));
}
