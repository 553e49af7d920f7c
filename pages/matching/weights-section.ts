import { html } from 'hono/html';
import { bitsWords, fieldWords, levelWords } from '../../contacts/explain/matched-words.ts';
import { drawBars } from '../kit/bar-chart.ts';
import { figure } from '../kit/figure.ts';
import type { Html } from '../kit/html.ts';
import type { FieldShown, MatchPage } from './match-page.ts';

/** What each agreement and each difference is worth. */
export function weightsSection({ fields }: MatchPage): Html | '' {
  if (fields.length === 0) return '';
  const equal = fields.map(({ bits }) => Math.max(0, Math.round(10 * (bits.at(-1) ?? 0)) / 10));
  const names = fields.map(({ code }) => fieldWords(code));
  return html`<section aria-labelledby="weights-title">
<h2 id="weights-title">What a field is worth</h2>
${figure({
  name: 'weights',
  caption: 'Bits that an equal value of usual frequency adds. A frequent value adds less, a rare one more.',
  alt: `Bits of an equal value: ${names.map((name, at) => `${name} ${equal[at]}`).join(', ')}.`,
  draw: (name, width) => drawBars(name, width, { rows: names, series: [{ color: 'good', values: equal }] }),
  wide: 720,
  table: { head: ['Field', 'Bits where equal'], rows: names.map((name, at) => [name, equal[at] ?? 0]) },
})}
<div class="scroll" role="region" tabindex="0" aria-label="Match weights">
<table id="match-weights">
<caption>m: how often one person's rows agree so. u: how often strangers do. Bits: what it adds to the weight.</caption>
<thead><tr><th scope="col">Field</th><th scope="col">Agreement</th><th scope="col">m</th><th scope="col">u</th><th scope="col">Bits</th></tr></thead>
<tbody>${fields.map(rowsOf)}</tbody>
</table>
</div>
</section>`;
}

function rowsOf({ code, levels, matches, strangers, bits }: FieldShown): Html[] {
  return levels.map(
    (level, at) =>
      html`<tr><th scope="row">${fieldWords(code)}</th><td>${levelWords(level)}</td><td class="number">${share(matches[at] ?? 0)}</td><td class="number">${share(strangers[at] ?? 0)}</td><td class="number">${bitsWords(bits[at] ?? 0)}</td></tr>`,
  );
}

/** `72.0 %`, `0.00012 %` */
function share(value: number): string {
  return `${(100 * value).toPrecision(3)} %`;
}
