import { html } from 'hono/html';
import type { Html } from '../kit/html.ts';
import { count } from '../kit/phrases.ts';
import type { ShownPreview } from './shown-preview.ts';

/** Starts a run. A real one asks once more, in words. */
export function startForm({ id, preview }: { id: string; preview: ShownPreview | null }): Html {
  const auto = preview?.estimates.auto;
  const clear = auto === undefined ? '' : `: ${count(auto.clusters, 'cluster')}, ${count(auto.pairs, 'merge')}`;
  return html`<section aria-labelledby="start"><h2 id="start">Start a run</h2>
<form class="fields" method="post" action="/plans/${id}/start">
<fieldset><legend>What it does</legend>
<label><input type="radio" name="kind" value="dry" checked> A rehearsal (dry run): backups and all checks, and nothing is written to the CRM</label>
<label><input type="radio" name="kind" value="real"> The real thing: approved clusters are merged. The CRM cannot undo a merge</label>
</fieldset>
<fieldset><legend>What begins at once</legend>
<label><input type="radio" name="approve" value="none" checked> Nothing: each cluster waits until somebody has approved it</label>
<label><input type="radio" name="approve" value="auto"> What the rules are sure of${clear}</label>
</fieldset>
<div><label for="canary">Canary</label>
<input id="canary" name="canary" type="number" min="1" max="10000" value="5" required>
<p class="hint">The first clusters: nothing else starts before all of them have ended well.</p></div>
<div><label for="limit">Limit</label>
<input id="limit" name="limit" type="number" min="1" max="1000000">
<p class="hint">At most so many clusters. Empty: all that are approved.</p></div>
<label><input type="checkbox" name="sure" value="yes"> For the real thing: I know that merges cannot be undone by the CRM, and that what is approved at once is merged without another question</label>
<button>Start</button>
</form></section>`;
}
