/** Calm, readable, with the reader's own fonts. Colours are variables, which the drawings use too. */
export const STYLE: string = `
:root {
  --paper: #fff; --raised: #f5f6f7; --ink: #1b1f24; --soft: #545d68; --line: #dfe3e8;
  --good: #1f7a5c; --look: #9a5b00; --bad: #b3261e; --calm: #a9b2bd;
  --good-wash: #e6f3ee; --look-wash: #fbf0dd; --bad-wash: #fbe9e7; --calm-wash: #eceff2;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14171a; --raised: #1d2125; --ink: #e9ebee; --soft: #a6afba; --line: #333a42;
    --good: #5cc29a; --look: #e5a853; --bad: #f2877d; --calm: #5d6873;
    --good-wash: #17322a; --look-wash: #38290f; --bad-wash: #3d1f1c; --calm-wash: #272c32;
  }
}
* { box-sizing: border-box; }
html { font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; color: var(--ink); background: var(--paper); -webkit-text-size-adjust: 100%; }
body { margin: 0; font-variant-numeric: tabular-nums; }
main, footer { max-width: 1040px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 56px; }
h1 { font-size: clamp(1.75rem, 4.4vw, 2.6rem); line-height: 1.15; letter-spacing: -0.02em; font-weight: 650; margin: 0 0 28px; max-width: 28ch; text-wrap: balance; }
h2 { font-size: 1.2rem; line-height: 1.3; letter-spacing: -0.005em; font-weight: 650; margin: 0 0 8px; }
h3 { font-size: 1rem; font-weight: 600; margin: 0; overflow-wrap: anywhere; }
p { margin: 0 0 8px; max-width: 72ch; overflow-wrap: break-word; }
main > section, main > .pair-of { margin-top: 56px; }
header > .tiles { margin-top: 28px; }
.kind { color: var(--soft); margin: 0 0 10px; }
.answers, .pair-of { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 24px 48px; }
.answers h2 { font-size: 1rem; color: var(--soft); font-weight: 600; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.86em; }
code { overflow-wrap: anywhere; }
pre { background: var(--raised); padding: 12px 16px; margin: 0 0 12px; overflow-x: auto; border-radius: 6px; white-space: pre-wrap; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(240px, 1fr)); gap: 14px 32px; margin: 32px 0 0; padding: 18px 0 0; border-top: 1px solid var(--line); font-size: 0.9rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
.tiles { display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); gap: 12px; margin: 32px 0 0; }
.tile { background: var(--raised); border-radius: 8px; padding: 14px 16px; border-top: 3px solid var(--calm); }
.tile.good { border-top-color: var(--good); }
.tile.look { border-top-color: var(--look); }
.tile.bad { border-top-color: var(--bad); }
.tile dt { font-size: 0.9rem; color: var(--ink); }
.tile strong { display: block; font-size: 2rem; line-height: 1.2; font-weight: 650; letter-spacing: -0.02em; }
.tile span { display: block; font-size: 0.82rem; line-height: 1.35; color: var(--soft); }
.stopped ol { list-style: none; margin: 16px 0 0; padding: 0; }
.stopped li { padding: 14px 0; border-top: 1px solid var(--line); break-inside: avoid; }
.stopped li p { margin: 4px 0 0; }
.next { color: var(--soft); max-width: none; }
.next code { color: var(--ink); background: var(--raised); padding: 2px 6px; border-radius: 4px; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
.badge { display: inline-block; font-size: 0.8rem; line-height: 1.5; font-weight: 600; padding: 0 8px; border-radius: 4px; white-space: nowrap; background: var(--calm-wash); color: var(--ink); }
.badge.good { background: var(--good-wash); color: var(--good); }
.badge.look { background: var(--look-wash); color: var(--look); }
.badge.bad { background: var(--bad-wash); color: var(--bad); }
.note { color: var(--soft); }
p.note { font-size: 0.9rem; margin: 0; }
figure { margin: 0; break-inside: avoid; }
figcaption { color: var(--soft); font-size: 0.9rem; margin-bottom: 12px; max-width: 72ch; }
.chart svg { display: block; width: 100%; height: auto; }
.narrow { display: none; }
.pair-of .chart { max-width: 520px; }
.legend { margin-bottom: 16px; }
.key { white-space: nowrap; margin-right: 14px; color: var(--soft); font-size: 0.9rem; }
.swatch { display: inline-block; width: 11px; height: 11px; border-radius: 2px; margin-right: 6px; background: var(--calm); }
.swatch.good { background: var(--good); }
.swatch.look { background: var(--look); }
.swatch.bad { background: var(--bad); }
.swatch.limit { height: 0; width: 18px; border-radius: 0; border-top: 2px dashed var(--ink); background: none; vertical-align: middle; }
details { margin-top: 8px; font-size: 0.9rem; }
summary { cursor: pointer; color: var(--soft); }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
caption { text-align: left; color: var(--soft); font-size: 0.9rem; padding: 0 0 8px; }
th, td { text-align: left; vertical-align: top; padding: 7px 16px 7px 0; border-top: 1px solid var(--line); }
thead th { color: var(--soft); font-weight: 500; border-top: 0; white-space: nowrap; }
tbody th { font-weight: 500; }
th:last-child, td:last-child { padding-right: 0; }
.short { white-space: nowrap; }
.number { text-align: right; white-space: nowrap; }
details table { width: auto; margin-top: 8px; }
details td, details th { padding: 3px 24px 3px 0; }
.share { display: block; width: 100%; height: 4px; margin-top: 6px; }
.scroll { overflow-x: auto; }
.scroll tbody th { white-space: nowrap; }
.filter:not([hidden]) { display: flex; flex-wrap: wrap; align-items: baseline; gap: 8px; margin: 12px 0; }
.filter label, .filter output { color: var(--soft); font-size: 0.9rem; }
.filter input { font: inherit; font-size: 0.9rem; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: 6px; padding: 6px 10px; width: min(320px, 100%); }
:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
footer { margin-top: 64px; padding-top: 16px; padding-bottom: 48px; color: var(--soft); font-size: 0.85rem; }
@media (max-width: 800px) {
  .answers, .pair-of { grid-template-columns: minmax(0, 1fr); }
  .pair-of { row-gap: 48px; }
  .tiles { grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); }
}
@media (max-width: 560px) {
  main, footer { padding-left: 16px; padding-right: 16px; }
  header { padding-top: 32px; }
  main > section, main > .pair-of { margin-top: 44px; }
  .tile:last-child { grid-column: 1 / -1; }
  .wide { display: none; }
  .narrow { display: block; }
  .scroll table { width: max-content; max-width: 760px; }
}
@media print {
  @page { margin: 16mm 14mm; }
  html { font-size: 10.5pt; }
  main, footer { max-width: none; padding: 0; }
  header { padding-top: 0; }
  main > section, main > .pair-of { margin-top: 26pt; }
  .answers, .pair-of { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .tiles { grid-template-columns: repeat(5, minmax(0, 1fr)); }
  .tile:last-child { grid-column: auto; }
  .tile, .badge, .swatch, .share, svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .wide { display: block; }
  .narrow, .filter:not([hidden]), details, .pair-of .wide { display: none; }
  .pair-of .narrow { display: block; }
  .scroll { overflow: visible; }
  thead { display: table-header-group; }
  tr, .tile { break-inside: avoid; }
  h2 { break-after: avoid; }
}
`;
