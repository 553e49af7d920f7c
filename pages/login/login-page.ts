import { html } from 'hono/html';
import type { Html } from '../kit/html.ts';

export interface LoginPage {
  /** Where to go afterwards: a path of ours. */
  next: string;
  /** What was wrong with the last try; null: there was none. */
  told: string | null;
  /** Whether links of a terminal are taken here. */
  links: boolean;
  /** Whether anybody has a token. */
  tokens: boolean;
}

/** The code comes in the part of a link that no server and no log sees: the page's script moves it into its field. */
export function loginPage({ next, told, links, tokens }: LoginPage): Html {
  return html`<h1>Log in</h1>
${told === null ? '' : html`<p class="told bad" role="alert">${told}</p>`}
${links ? byLink(next) : ''}
${tokens ? byToken(next) : ''}
${links || tokens ? '' : html`<p>Nobody can log in here: this server can be reached from other machines, and API_TOKENS_FILE names nobody. Whoever runs it sets that file.</p>`}`;
}

function byLink(next: string): Html {
  return html`<section aria-labelledby="by-link">
<h2 id="by-link">With a link of this machine's terminal</h2>
<p class="hint">Whoever started the server sees one there; the server's verb prints a new one at any time, with <code>--link</code>. A link is good once, for ten minutes.</p>
<form class="fields" method="post" action="/login">
<input type="hidden" name="next" value="${next}">
<div><label for="code">Code</label>
<input id="code" name="code" type="text" required autocomplete="off" spellcheck="false" maxlength="64" data-from-hash>
<p class="hint">The part of the link after #. It is here already if you opened the link.</p></div>
<div><label for="name">Your name</label>
<input id="name" name="name" type="text" required autocomplete="name" maxlength="80">
<p class="hint">It is recorded with each thing you decide, marked "by link": nothing proves it.</p></div>
<button>Log in</button>
</form>
</section>`;
}

function byToken(next: string): Html {
  return html`<section aria-labelledby="by-token">
<h2 id="by-token">With your token</h2>
<form class="fields" method="post" action="/login">
<input type="hidden" name="next" value="${next}">
<div><label for="token">Token</label>
<input id="token" name="token" type="password" required autocomplete="current-password" maxlength="400"></div>
<button>Log in</button>
</form>
</section>`;
}
