import { generatePodium } from '../../samples/podium/generate-podium.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../../sandbox/podium/oauth.ts';
import { PODIUM_USAGE, parsePodiumArgs } from '../../sandbox/podium/parse-args.ts';
import { startPodiumSandbox } from '../../sandbox/podium/start.ts';
import { type Practice, practiceEnv } from './practice.ts';

/** A practice Podium, as the command line asks for it. */
export async function servePodium(argv: string[]): Promise<Practice> {
  const args = parsePodiumArgs(argv);
  if (args.help) return { usage: PODIUM_USAGE };
  const { port, rateLimit, effectLog, leash, json, env } = args;
  const sandbox = await startPodiumSandbox({
    world: generatePodium(args),
    port,
    options: { rateLimit },
    ...(effectLog === undefined ? {} : { effectLogPath: effectLog }),
  });
  const { url, org } = sandbox;
  const ready = env
    ? practiceEnv({ PODIUM_BASE_URL: url, PODIUM_CLIENT_ID: CLIENT_ID, PODIUM_CLIENT_SECRET: CLIENT_SECRET })
    : json
      ? `${JSON.stringify({ url, org, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET })}\n`
      : [
          `Podium sandbox   ${url}   organization ${org}`,
          `Effects          ${url}/__sandbox/effects`,
          `Settings         PODIUM_BASE_URL=${url} PODIUM_CLIENT_ID=${CLIENT_ID} PODIUM_CLIENT_SECRET=${CLIENT_SECRET}`,
          'Then             npm run authorize -- --crm podium',
          '',
        ].join('\n');
  return { ready, leash, close: sandbox.close };
}
