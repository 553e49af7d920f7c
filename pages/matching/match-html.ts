import { html, raw } from 'hono/html';
import { STYLE } from '../kit/style.ts';
import { columnsSection } from './columns-section.ts';
import { headSection } from './head-section.ts';
import { histogramSection } from './histogram-section.ts';
import { leftOutSection } from './left-out-section.ts';
import type { MatchPage } from './match-page.ts';
import { sizesSection } from './sizes-section.ts';
import { weightsSection } from './weights-section.ts';

/** It loads nothing, sends nothing, and runs no script. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** `match.html`: who is the same person in a file, and by what, on one page that needs nothing beside it. */
export async function matchHtml(page: MatchPage): Promise<string> {
  const text = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Match of ${page.file}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<main>
${headSection(page)}
${histogramSection(page)}
${sizesSection(page)}
${weightsSection(page)}
${leftOutSection(page)}
${columnsSection(page)}
</main>
<footer><p>Written by contact-dedupe. Nothing was merged. The probabilities are the model's word, not a measurement: docs/matching.md says when to trust them.</p></footer>
</body>
</html>
`;
  return String(text);
}
