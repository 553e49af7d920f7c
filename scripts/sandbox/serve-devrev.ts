import { DEFAULT_TOKENS } from '../../sandbox/devrev/http/tokens.ts';
import { parseSandboxArgs, USAGE } from '../../sandbox/devrev/parse-args.ts';
import { type DevrevSandbox, startDevrevSandbox } from '../../sandbox/devrev/start.ts';
import { type Practice, practiceEnv } from './practice.ts';

/** A practice DevRev, as the command line asks for it. */
export async function serveDevrev(argv: string[]): Promise<Practice> {
  const args = parseSandboxArgs(argv);
  if (args.help) return { usage: USAGE };
  const { world } = args.sample.generate({ seed: args.seed });
  const { port, attachmentPort, options, leash } = args;
  const sandbox = await startDevrevSandbox({ world, port, attachmentPort, options });
  const ready = args.env ? envOf(sandbox) : (args.json ? readyLine : readyText)(sandbox, world.org);
  return { ready, leash, close: sandbox.close };
}

function envOf({ url }: DevrevSandbox): string {
  const [token = ''] = Object.keys(DEFAULT_TOKENS);
  return practiceEnv({ DEVREV_BASE_URL: url, DEVREV_API_TOKEN: token, DEVREV_RATE_LIMIT: 'unlimited' });
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
