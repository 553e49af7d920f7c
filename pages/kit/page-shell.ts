import { html } from 'hono/html';
import type { Html } from './html.ts';

/** Where one can go from the top of each page. */
export type NavPlace = 'start' | 'runs';

export interface PageShell {
  title: string;
  here: NavPlace | null;
  /** Who is logged in; null: nobody. */
  who: { name: string; role: string } | null;
  main: Html;
}

const PLACES: Record<NavPlace, { href: string; text: string }> = {
  start: { href: '/', text: 'Start' },
  runs: { href: '/runs', text: 'Runs' },
};

/** A page of the server: style and script are files of its own, and the top says where one is and who one is. */
export async function pageShell({ title, here, who, main }: PageShell): Promise<string> {
  const text = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/pages/style.css">
<title>${title} · contact-dedupe</title>
</head>
<body>
<a class="skip" href="#main">To the content</a>
${who === null ? '' : topOf(here, who)}
<main id="main" tabindex="-1">
${main}
</main>
<script type="module" src="/pages/app.mjs"></script>
</body>
</html>
`;
  return String(text);
}

function topOf(here: NavPlace | null, { name, role }: { name: string; role: string }): Html {
  const links = Object.entries(PLACES).map(
    ([place, { href, text }]) =>
      html`<a href="${href}"${place === here ? html` aria-current="page"` : ''}>${text}</a> `,
  );
  return html`<nav class="top" aria-label="Places">
${links}<a href="/docs">API</a>
<span class="who"><span>${name}, ${role}</span>
<form method="post" action="/logout"><button class="plain">Log out</button></form></span>
</nav>`;
}
