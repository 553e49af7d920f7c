import type { html } from 'hono/html';

/** What the tagged template makes: text from outside is escaped in it. */
export type Html = ReturnType<typeof html>;
