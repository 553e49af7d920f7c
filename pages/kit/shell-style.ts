/** What pages of the server have beside those that stand alone: a top, forms, buttons. */
export const SHELL_STYLE: string = `
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 16px; top: 8px; background: var(--paper); padding: 4px 8px; }
main:focus { outline: none; }
nav.top { display: flex; flex-wrap: wrap; gap: 6px 20px; align-items: center; max-width: 1040px; margin: 0 auto; padding: 14px 24px; border-bottom: 1px solid var(--line); font-size: 0.95rem; }
nav.top a { color: inherit; }
nav.top a[aria-current] { font-weight: 650; text-decoration: none; }
nav.top .who { margin-left: auto; display: flex; flex-wrap: wrap; gap: 12px; align-items: center; color: var(--soft); overflow-wrap: anywhere; }
nav.top form { margin: 0; }
main { padding-top: 28px; padding-bottom: 64px; overflow-wrap: break-word; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: 2px; }
form.fields { display: grid; gap: 14px; max-width: 560px; margin: 16px 0 0; }
form.fields label, form.fields legend { font-weight: 600; font-size: 0.95rem; }
fieldset { border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px; margin: 0; display: grid; gap: 8px; }
fieldset label { font-weight: 400 !important; }
input[type=text], input[type=password], input[type=number], input[type=search], input[type=file], select, textarea { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: 6px; padding: 7px 10px; width: 100%; max-width: 100%; }
input[type=number] { width: 9em; }
button, a.button { font: inherit; font-weight: 600; color: var(--paper); background: var(--ink); border: 1px solid var(--ink); border-radius: 6px; padding: 8px 16px; cursor: pointer; text-decoration: none; display: inline-block; justify-self: start; }
button.second, a.second { color: var(--ink); background: var(--paper); border-color: var(--soft); }
button.bad { background: var(--bad-strong); border-color: var(--bad-strong); color: #fff; }
button.plain { color: var(--soft); background: none; border: 0; padding: 2px 4px; font-weight: 400; text-decoration: underline; }
button:disabled { opacity: 0.55; cursor: default; }
.hint { color: var(--soft); font-size: 0.9rem; margin: 2px 0 0; }
.told { border-left: 4px solid var(--look); background: var(--look-wash); padding: 10px 14px; border-radius: 4px; margin: 16px 0; }
.told.bad { border-left-color: var(--bad); background: var(--bad-wash); }
.told.good { border-left-color: var(--good); background: var(--good-wash); }
progress { width: 100%; max-width: 560px; accent-color: var(--good); }
.actions { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; margin: 16px 0; }
:root { --link: #14568f; --bad-strong: #b3261e; }
@media screen and (prefers-color-scheme: dark) { :root { --link: #8fc1ef; --bad-strong: #a8362c; } }
@media (max-width: 560px) { nav.top { padding: 12px 16px; } nav.top .who { margin-left: 0; width: 100%; justify-content: space-between; } }
`;
