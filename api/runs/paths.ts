/** What of /api/v1 is about runs: a person's own login opens it, and API_TOKEN nothing of it. */
const OURS = ['runs', 'clusters', 'decisions', 'pairs', 'redirects', 'plans', 'events'];

export function isOfRuns(path: string): boolean {
  const [, api, version, what = ''] = path.split('/');
  return api === 'api' && version === 'v1' && OURS.includes(what);
}
