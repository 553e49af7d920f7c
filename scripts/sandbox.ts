#!/usr/bin/env -S node --import tsx
import { printableText } from '../contacts/words/printable.ts';
import { DEFAULT_TOKENS } from '../sandbox/devrev/http/tokens.ts';
/** A practice DevRev to try everything against. Listens on loopback only; writes nothing but the effect log it is asked for. */
import { parseSandboxArgs, type SandboxArgs, USAGE } from '../sandbox/devrev/parse-args.ts';
import { type DevrevSandbox, startDevrevSandbox } from '../sandbox/devrev/start.ts';
import { untilStopped } from '../sandbox/kit/until-stopped.ts';

const args = readArgs();
if (args.help) {
  process.stdout.write(USAGE);
} else {
  const { world } = args.sample.generate({ seed: args.seed });
  const { port, attachmentPort, options } = args;
  const sandbox = await startDevrevSandbox({ world, port, attachmentPort, options }).catch(refuse);
  process.stdout.write(args.json ? readyLine(sandbox, world.org) : readyText(sandbox, world.org));
  await untilStopped({ leash: args.leash });
  await sandbox.close();
  process.stdin.destroy();
}

function readArgs(): SandboxArgs {
  try {
    return parseSandboxArgs(process.argv.slice(2));
  } catch (error) {
    refuse(error);
  }
}

function refuse(error: unknown): never {
  const words = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${printableText(words)}\nTry ./scripts/sandbox.ts --help\n`);
  process.exit(2);
}

function readyLine({ url, attachmentUrl }: DevrevSandbox, org: string): string {
  return `${JSON.stringify({ url, attachmentUrl, org, tokens: Object.keys(DEFAULT_TOKENS) })}\n`;
}

function readyText({ url, attachmentUrl }: DevrevSandbox, org: string): string {
  return [
    `DevRev sandbox   ${url}   organization ${org}`,
    `Attachments      ${attachmentUrl}`,
    `Effects          ${url}/__sandbox/effects`,
    ...Object.entries(DEFAULT_TOKENS).map(([token, { scopes }]) => `Token            ${token}   ${scopes.join(' ')}`),
    '',
  ].join('\n');
}
