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

/** Keys of a review: each presses what is marked with it. Dead while a field has the focus, and where they are switched off. */
const KEYS_OFF = 'contact-dedupe-keys-off';
const keysHelp = document.getElementById('keys');
let isLeaving = false;
addEventListener('submit', () => {
  isLeaving = true;
});
addEventListener('pageshow', () => {
  isLeaving = false;
});

function press(key) {
  const found = [...document.querySelectorAll('[data-key]')].find((one) => one.dataset.key === key);
  if (found === undefined) return false;
  if (found instanceof HTMLDetailsElement) {
    found.open = true;
    found.querySelector('input:not([type=hidden]), select')?.focus();
  } else if (found instanceof HTMLFormElement) found.requestSubmit(found.querySelector('button'));
  else found.click();
  return true;
}

if (keysHelp !== null) {
  const areOff = () => localStorage.getItem(KEYS_OFF) === 'yes';
  const opener = document.querySelector('[data-show-keys]');
  const switcher = keysHelp.querySelector('[data-keys-switch]');
  const sayWhich = () => {
    switcher.textContent = areOff() ? 'Switch the keys on' : 'Switch the keys off';
    opener.textContent = areOff() ? 'Keys are off' : 'Keys: ?';
  };
  opener.hidden = false;
  opener.addEventListener('click', () => keysHelp.showModal());
  switcher.addEventListener('click', () => {
    localStorage.setItem(KEYS_OFF, areOff() ? 'no' : 'yes');
    sayWhich();
  });
  sayWhich();
  addEventListener('keydown', (event) => {
    const { key, target, ctrlKey, metaKey, altKey, repeat } = event;
    if (ctrlKey || metaKey || altKey || repeat || isLeaving || areOff()) return;
    if (target.closest('input, select, textarea, dialog')) return;
    if (key.startsWith('Arrow') && target.closest('.scroll')) return;
    if (key === '?') keysHelp.showModal();
    else if (!press(key.startsWith('Arrow') ? key : key.toLowerCase())) return;
    event.preventDefault();
  });
}

/** What a run does, as the server tells it. A tab that nobody sees listens to nothing. */
for (const part of document.querySelectorAll('[data-live]')) {
  const path = part.dataset.live;
  const lost = document.querySelector('[data-live-lost]');
  let source = null;
  let again;
  const close = () => {
    clearTimeout(again);
    source?.close();
    source = null;
  };
  const open = () => {
    close();
    if (path === '' || document.hidden) return;
    source = new EventSource(path);
    source.addEventListener('status', ({ data }) => {
      lost.hidden = true;
      if (part.contains(document.activeElement)) return;
      const unfolded = [...part.querySelectorAll('figure:has(details[open])')].map(({ id }) => id);
      part.innerHTML = data;
      for (const id of unfolded) for (const one of part.querySelectorAll(`#${id} details`)) one.open = true;
    });
    source.addEventListener('end', () => {
      close();
      location.reload();
    });
    source.addEventListener('error', () => {
      lost.hidden = false;
      // One that was refused, as by a server that was started anew, does not try again by itself.
      if (source?.readyState === EventSource.CLOSED) again = setTimeout(open, 3000);
    });
  };
  document.addEventListener('visibilitychange', open);
  open();
}
