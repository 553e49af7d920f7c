// A Vitest that stays: it has read its settings and knows what our source compiles to, so that a run costs the process of its tests and no
// more. It says where it listens; each POST is a run. Plain JavaScript: a compiler of ours would be in the way of Vitest's own.
import { createServer } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { createVitest } from 'vitest/node';

const root = process.argv[2];
const vitest = await createVitest('test', {
  root,
  watch: false,
  project: ['unit', 'integration'],
  // It prints nothing: whoever asks is told.
  reporters: [{}],
  experimental: { fsModuleCache: true },
});

const server = createServer((request, response) => {
  json(request)
    .then(run)
    .then(
      (verdicts) => response.end(JSON.stringify({ verdicts })),
      (error) => response.end(JSON.stringify({ failure: String(error?.stack ?? error) })),
    );
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));

async function run({ files, titles, changed }) {
  for (const file of changed) vitest.invalidateFile(join(root, file));
  vitest.setGlobalTestNamePattern(new RegExp(titles));
  const { testModules, unhandledErrors } = await vitest.runTestFiles(files);
  const ran = testModules.filter(({ moduleId }) => files.some((file) => moduleId === join(root, file)));
  const broken = [...unhandledErrors, ...ran.flatMap((module) => module.errors())];
  if (broken.length > 0) throw new Error(broken.map(textOf).join('\n'));
  return ran.flatMap(({ moduleId, children }) =>
    [...children.allTests()].map((test) => {
      const { state, errors = [] } = test.result();
      return { file: moduleId, title: test.name, status: state, reasons: errors.map(textOf) };
    }),
  );
}

function textOf(error) {
  return String(error.stack ?? error.message ?? error);
}
