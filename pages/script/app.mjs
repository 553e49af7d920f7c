// The one script of the pages. Each part looks for its own attribute; without scripts the pages work all the same, but for the code of a link.

/** The code of a login link stands where no server sees it. */
for (const field of document.querySelectorAll('[data-from-hash]')) {
  const code = location.hash.slice(1);
  if (code === '') continue;
  field.value = code;
  history.replaceState(null, '', location.pathname + location.search);
  document.getElementById('name')?.focus();
}
