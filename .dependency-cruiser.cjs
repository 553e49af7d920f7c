/** The floors of the house: each may import only those that floors.json names for it. */
const { floors } = require('./floors.json');

const anyOf = (names) => `^(${names.map((name) => name.replace('.', '\\.')).join('|')})/`;

const floorRules = Object.entries(floors).map(([floor, below]) => ({
  name: `${floor}-imports-only-below`,
  severity: 'error',
  from: { path: `^${floor}/` },
  to: {
    path: '^[a-z]+/',
    pathNot: [anyOf([floor, ...below]), '^node_modules/'],
    dependencyTypesNot: ['core', 'npm', 'npm-dev'],
  },
}));

module.exports = {
  forbidden: [
    ...floorRules,
    {
      name: 'no-circles',
      comment: 'Of types neither: two files that need each other are one thought, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'workflows-take-types-only',
      comment: 'Workflow code runs in a sandbox: no road from it to the world, also not through others.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: {
        path: anyOf(Object.keys(floors).filter((floor) => floor !== 'workflows')),
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'workflows-use-no-node',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'workflows-use-only-temporal',
      severity: 'error',
      from: { path: '^workflows/' },
      to: {
        path: 'node_modules',
        pathNot: 'node_modules/@temporalio/(workflow|common)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'A benchmark measures beside the textbook loop that tests hold the product to.',
      severity: 'error',
      from: { pathNot: '^(test/|vitest\\.config\\.ts$|bench/matching/jaro-winkler\\.ts$)' },
      to: { path: '^test/' },
    },
    {
      name: 'practice-parts-know-no-crm',
      comment: 'What practice CRMs share stands below each of them.',
      severity: 'error',
      from: { path: '^sandbox/kit/' },
      to: { path: '^sandbox/', pathNot: '^sandbox/kit/' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        path: anyOf(Object.keys(floors).filter((floor) => floor !== 'scripts')),
        pathNot: '\\.(mjs|sql|json|d\\.ts)$',
      },
      to: {},
    },
    {
      name: 'only-known-packages',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['unknown', 'undetermined', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.data|api/manual/redoc)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
