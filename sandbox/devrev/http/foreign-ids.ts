import type { Input } from '../objects/fields.ts';
import { parseId } from '../objects/ids.ts';
import { text } from './input.ts';
import { forbidden } from './problems.ts';
import type { Route } from './route.ts';

/** Answers 403 to a field that names one object of another organization; a filter with such an id matches nothing, as ever. */
export function refuseForeignIds({ route, input, org }: { route: Route; input: Input; org: string }): void {
  for (const [name, type] of Object.entries(route.fields)) {
    if (type !== 'id') continue;
    const named = parseId(text({ input, name }) ?? '')?.org ?? org;
    if (named !== org) throw forbidden();
  }
}
