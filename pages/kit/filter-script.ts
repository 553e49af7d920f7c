/** The page's only script: hides the rows of a table that do not hold what is typed. */
export const FILTER_SCRIPT: string = `
for (const input of document.querySelectorAll('input[data-table]')) {
  const rows = [...document.getElementById(input.dataset.table).tBodies[0].rows];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const said = input.parentElement.querySelector('output');
  input.addEventListener('input', () => {
    const wanted = input.value.trim().toLowerCase();
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !texts[index].includes(wanted);
      if (!row.hidden) shown += 1;
    });
    said.textContent = wanted === '' ? '' : shown + ' of ' + rows.length + ' rows';
  });
  input.parentElement.hidden = false;
}
`;
