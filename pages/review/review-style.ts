/** Of the pages on which clusters are decided. */
export const REVIEW_STYLE: string = `
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
kbd { font: inherit; font-size: 0.8em; font-weight: 600; border: 1px solid currentColor; border-radius: 4px; padding: 0 5px; margin-right: 4px; }
table.records { width: auto; min-width: 100%; }
table.records th, table.records td { min-width: 7.5em; max-width: 22em; overflow-wrap: anywhere; padding-left: 10px; padding-right: 10px; }
table.records thead th { white-space: normal; color: var(--ink); }
table.records tbody th { color: var(--soft); min-width: 6em; }
table.records .kept { border-left: 3px solid var(--good); border-right: 3px solid var(--good); }
table.records thead .kept { border-top: 3px solid var(--good); }
table.records .differs > td { background: var(--look-wash); }
table.records .after { background: var(--raised); }
table.records .after .note, table.records .lost { display: block; font-size: 0.85rem; }
table.records .lost { color: var(--look); }
.beside { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 24px 48px; }
.beside > section { margin-top: 32px; }
.choices form { margin: 0 0 14px; }
.decide details { border-top: 1px solid var(--line); padding: 8px 0; }
.decide summary { color: var(--ink); }
.rules { padding-left: 20px; }
.rules .decided { font-weight: 500; }
.review-filter { display: flex; flex-wrap: wrap; gap: 12px 16px; align-items: end; margin: 8px 0; }
.review-filter label { display: grid; gap: 4px; font-size: 0.9rem; color: var(--soft); }
dialog { color: var(--ink); background: var(--paper); border: 1px solid var(--soft); border-radius: 8px; padding: 20px 28px; max-width: 420px; }
dl.keys > div { display: flex; gap: 12px; padding: 3px 0; }
dl.keys dt { min-width: 3em; }
.told p { margin: 0; }
.told form { margin-top: 8px; }
@media (max-width: 800px) { .beside { grid-template-columns: minmax(0, 1fr); } }
`;
