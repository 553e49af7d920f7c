import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planText } from '../../contacts/planning/plan-text.ts';
import packageFile from '../../package.json' with { type: 'json' };
import { openScene } from '../support/scene.ts';
import { tinyPairs } from '../support/tiny-pairs.ts';
import { type Ended, runScript } from './run-script.ts';

/** Clears the screen, sets the title, rings; the same begun by one character of C1; turns the writing around; ends a line for some. */
const HOSTILE = 'x\x1b[2J\x1b]0;owned\x07\x9b31m\u202e\u2028\x7f';
/** All but the end of a line. */
const CONTROL = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** What a person types. The others start or make something and print nothing that is not ours, or have tests of their own. */
const OTHERS = ['demo', 'soak', 'samples'];
const VERBS = Object.entries(packageFile.scripts).flatMap(([name, command]) =>
  /^\.\/scripts\/[\w-]+\.ts$/.test(command) && !OTHERS.includes(name) ? [name] : [],
);

test('Hostile text in arguments, names, files, settings and the store leaves no control character in what any verb prints', async () => {
  expect(VERBS.length).toBeGreaterThan(18);
  const { world, plan } = tinyPairs(2);
  const scene = await openScene({ world, plan });
  try {
    const run = await scene.start({ approve: 'none' });
    const here = (name: string): string => join(scene.folder, name);
    mkdirSync(here(HOSTILE));
    writeFileSync(here(`${HOSTILE}.yaml`), `${JSON.stringify(HOSTILE)}: [${JSON.stringify(HOSTILE)}]\n`);
    writeFileSync(here('plan.json'), [...planText(plan)].join(''));
    const forged = { ...JSON.parse([...planText(plan)].join('')), profile: HOSTILE, [HOSTILE]: HOSTILE };
    writeFileSync(here('forged.json'), JSON.stringify(forged));
    writeFileSync(here('rows.csv'), `${HOSTILE},Email\n${HOSTILE},a@example.org\n`);
    const ofRuns = [
      ['pause', run.id, '--reason', HOSTILE],
      ['status', run.id],
      ['status', run.id, '--json'],
      ['approve', run.id, '--by', HOSTILE, '--cluster', HOSTILE],
      ['reject', run.id, '--by', HOSTILE, '--strategy', HOSTILE],
      ['resolve', `${HOSTILE}.REVU-1`, '--as', 'abandon', '--by', HOSTILE],
      ['report', run.id, '--json'],
    ];
    const ofFiles = [
      ...['plan.json', 'forged.json', `${HOSTILE}.json`].map((file) => [
        'start',
        '--plan',
        file,
        '--yes',
        '--rules',
        `${HOSTILE}.yaml`,
      ]),
      ['explain', '--plan', 'plan.json', '--cluster', HOSTILE],
      ['explain', '--plan', 'forged.json', '--cluster', 'a@example.org', '--json'],
      ['preview', '--csv', 'rows.csv', '--rules', `${HOSTILE}.yaml`],
      ['preview', '--csv', 'rows.csv'],
      ['preview', '--csv', `${HOSTILE}.csv`, '--profile', HOSTILE],
      ['doctor', '--only', HOSTILE],
      ['doctor', '--plan', 'forged.json', '--only', 'plan'],
      ['store', 'restore', `${HOSTILE}.dump`],
      ['store', HOSTILE],
      ['up', HOSTILE],
    ];
    const ofAll = VERBS.flatMap((verb) => [
      [verb, `--${HOSTILE}`],
      [verb, HOSTILE, '--to', HOSTILE],
    ]);
    const settings = [
      ['status', 'DEVREV_RATE_LIMIT'],
      ['worker', 'DEVREV_BASE_URL'],
      ['api', 'API_PORT'],
      ['doctor', 'DEDUPE_QUIET'],
    ] as const;

    // In their order: what the first says to the run, the next one shows.
    const ended: [string, Ended][] = [];
    for (const args of ofRuns) ended.push([args.join(' '), await runScript(scene, args)]);
    const more = [...ofFiles, ...ofAll].map((args) => ({ args, env: {} }));
    const wrong = settings.map(([verb, name]) => ({ args: [verb], env: { [name]: HOSTILE } }));
    const queue = [...more, ...wrong];
    const lane = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        ended.push([next.args.join(' '), await runScript(scene, next.args, next.env)]);
      }
    };
    await Promise.all([lane(), lane(), lane()]);

    const text = ended.find(([args]) => args === `status ${run.id}`)?.[1].out;
    expect(text).toContain('Paused: x\\u{1b}[2J');
    const json = ended.find(([args]) => args === `status ${run.id} --json`)?.[1].out ?? '';
    expect(JSON.parse(json)).toMatchObject({ pauseReason: HOSTILE });
    const silent = ended.filter(([, { out, err }]) => out === '' && err === '');
    expect(silent.map(([args]) => JSON.stringify(args))).toEqual([]);
    const loud = ended.filter(([, { out, err }]) => CONTROL.test(out) || CONTROL.test(err));
    expect(loud.map(([args, { out, err }]) => JSON.stringify([args, out.slice(0, 300), err.slice(0, 300)]))).toEqual(
      [],
    );
  } finally {
    await scene.close();
  }
});
