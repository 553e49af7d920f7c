// The one script of the pages. Each part looks for its own attribute; without scripts the pages work all the same, but for the code of a link.

/** The code of a login link stands where no server sees it. */
for (const field of document.querySelectorAll('[data-from-hash]')) {
  const code = location.hash.slice(1);
  if (code === '') continue;
  field.value = code;
  history.replaceState(null, '', location.pathname + location.search);
  document.getElementById('name')?.focus();
}

/** Sends a file as it is, says how far it is, and goes to its page. */
for (const form of document.querySelectorAll('form[data-upload]')) {
  const told = form.querySelector('[data-upload-told]');
  const bar = form.querySelector('progress');
  const button = form.querySelector('button');
  const end = (text) => {
    told.textContent = text;
    bar.hidden = true;
    button.disabled = false;
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const [file] = form.elements.file.files;
    if (file === undefined) return;
    button.disabled = true;
    bar.hidden = false;
    const sending = new XMLHttpRequest();
    sending.open('POST', form.dataset.upload);
    sending.setRequestHeader(
      'content-type',
      file.name.toLowerCase().endsWith('.json') ? 'application/json' : 'text/csv',
    );
    sending.setRequestHeader('x-file-name', encodeURIComponent(file.name));
    sending.upload.addEventListener('progress', ({ loaded, total }) => {
      bar.value = total === 0 ? 1 : loaded / total;
      told.textContent = `${Math.floor(100 * bar.value)} % sent`;
    });
    sending.addEventListener('error', () => end('The connection was lost: nothing is kept. Send it again.'));
    sending.addEventListener('load', () => {
      const answer = parsed(sending.responseText);
      if (sending.status === 202) location.assign(form.dataset.then + answer.id);
      else end(`It was not taken: ${answer.detail ?? sending.status}`);
    });
    sending.send(file);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
