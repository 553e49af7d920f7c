/** The floors of the house, lowest last: each may import only what stands below it (design.md, section 2). */
const GROUND = ['config', 'contacts'];
const floors = {
  contacts: [],
  config: [],
  log: GROUND,
  crm: GROUND,
  store: [...GROUND, 'log', 'crm'],
  pages: [...GROUND, 'store'],
  activities: [...GROUND, 'log', 'crm', 'store', 'pages'],
  workers: [...GROUND, 'log', 'crm', 'store', 'activities', 'workflows'],
  control: [...GROUND, 'log', 'crm', 'store', 'workflows', 'temporal', 'local'],
  api: [...GROUND, 'log', 'crm', 'store', 'workflows', 'pages', 'control'],
  temporal: GROUND,
  local: [...GROUND, 'log', 'temporal'],
  samples: [],
  sandbox: ['samples'],
};

const floorRules = Object.entries(floors).map(([floor, below]) => ({
  name: `${floor}-imports-only-below`,
  severity: 'error',
  from: { path: `^${floor}/` },
  to: {
    path: '^[a-z]+/',
    pathNot: [`^(${[floor, ...below].join('|')})/`, '^node_modules/'],
    dependencyTypesNot: ['core', 'npm', 'npm-dev'],
  },
}));

module.exports = {
  forbidden: [
    ...floorRules,
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'workflows-take-types-only',
      comment: 'Workflow code runs in a sandbox: no road from it to the world, also not through others.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: {
        path: '^(activities|pages|store|contacts|crm|config|log|control|api|temporal|local|scripts)/',
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
    { name: 'nothing-imports-tests', severity: 'error', from: { pathNot: '^test/' }, to: { path: '^test/' } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        path: '^(contacts|config|log|crm|store|pages|activities|workflows|workers|control|api|temporal|local|sandbox|samples)/',
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
    exclude: { path: '^(node_modules|\\.data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
