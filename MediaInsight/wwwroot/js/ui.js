// Everything small that must happen in the browser, by delegation: no component has to call in.
const root = document.documentElement;
const base = new URL(document.baseURI).pathname;

function remember(name, value) {
  document.cookie = `${name}=${value}; path=${base}; max-age=31536000; samesite=lax`;
}

// ---- theme, rail -------------------------------------------------------------------------------
function showTheme() {
  for (const b of document.querySelectorAll('[data-set-theme]')) {
    b.setAttribute('aria-pressed', String(b.dataset.setTheme === root.dataset.theme));
  }
}

function setTheme(name) {
  root.dataset.theme = name;
  remember('mi_theme', name);
  showTheme();
  document.dispatchEvent(new CustomEvent('mi:theme'));
}

matchMedia('(prefers-color-scheme: light)').addEventListener('change', () => document.dispatchEvent(new CustomEvent('mi:theme')));

function toggleRail() {
  root.dataset.rail = root.dataset.rail === 'collapsed' ? 'open' : 'collapsed';
  remember('mi_rail', root.dataset.rail);
}

// ---- copying -----------------------------------------------------------------------------------
async function copy(button) {
  const text = button.dataset.copy;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Plain HTTP has no clipboard: the old way still works there.
    const area = Object.assign(document.createElement('textarea'), { value: text, readOnly: true });
    (button.closest('dialog') ?? document.body).append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  button.dataset.copied = '';
  setTimeout(() => delete button.dataset.copied, 1600);
}

// ---- a chart as a picture ----------------------------------------------------------------------
async function take(button) {
  const module = await import(new URL(button.dataset.script, document.baseURI));
  await module.save(document.getElementById(button.dataset.of), button.dataset.picture, button.dataset.name, button.dataset.words);
}

// ---- putting a word where somebody writes ------------------------------------------------------
function insert(button) {
  const field = document.getElementById(button.dataset.into);
  field.setRangeText(button.dataset.insert, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.focus();
}

document.addEventListener('click', e => {
  const target = e.target instanceof Element ? e.target : null;
  const theme = target?.closest('[data-set-theme]');
  if (theme) { setTheme(theme.dataset.setTheme); return; }
  if (target?.closest('[data-toggle-rail]')) { toggleRail(); return; }
  const copier = target?.closest('[data-copy]');
  if (copier) { copy(copier); return; }
  const inserter = target?.closest('[data-insert]');
  if (inserter) { insert(inserter); return; }
  const taker = target?.closest('[data-picture]');
  if (taker) { take(taker); }
  // A menu closes when something in it has been chosen, or when the click went elsewhere.
  if (target?.closest('a, [data-closes]')) {
    target.closest('[popover]:popover-open')?.hidePopover();
    target.closest('[data-menu]')?.removeAttribute('open');
  }
  for (const menu of document.querySelectorAll('[data-menu][open]')) {
    if (!menu.contains(target)) { menu.removeAttribute('open'); }
  }
  // The backdrop belongs to the dialog element itself.
  if (target?.matches('dialog[data-modal]')) { target.close(); }
});

// A menu says when it opens: the framework may have drawn it anew since the theme was last shown.
document.addEventListener('toggle', e => { if (e.target.matches?.('[data-menu]')) { showTheme(); } }, true);

document.addEventListener('keydown', e => {
  const menu = e.key === 'Escape' && document.querySelector('[data-menu][open]');
  if (menu) {
    menu.removeAttribute('open');
    menu.querySelector('summary')?.focus();
  }
});

// A drawer that has been drawn is opened as a modal: the browser keeps the focus inside and gives it back.
new MutationObserver(changes => {
  for (const change of changes) {
    for (const node of change.addedNodes) {
      if (node instanceof HTMLDialogElement && node.matches('[data-modal]') && !node.open) { node.showModal(); }
    }
  }
}).observe(document.body ?? root, { childList: true, subtree: true });

// ---- keyboard: "/" searches --------------------------------------------------------------------
document.addEventListener('keydown', e => {
  if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey) { return; }
  if (e.target instanceof Element && e.target.closest('input, textarea, select, [contenteditable], dialog[open]')) { return; }
  const box = document.querySelector('[data-search-key]');
  if (box) { e.preventDefault(); box.focus(); box.select(); }
});

// ---- pictures that cannot be had ---------------------------------------------------------------
document.addEventListener('error', e => { if (e.target instanceof HTMLImageElement) { e.target.dataset.failed = ''; } }, true);
document.addEventListener('load', e => { if (e.target instanceof HTMLImageElement) { delete e.target.dataset.failed; } }, true);
for (const img of document.images) {
  if (img.complete && img.naturalWidth === 0 && img.getAttribute('src')) { img.dataset.failed = ''; }
}

// ---- values that move on between updates -------------------------------------------------------
// The server says where a thing was when it drew it; from there this page's own clock counts on, so
// neither a wrong clock nor a round trip matters. Text nodes are changed, never replaced: they are the framework's.
const seen = new WeakMap();

function elapsed(element, stamp) {
  let s = seen.get(element);
  if (!s || s.stamp !== stamp) {
    s = { stamp, at: performance.now() };
    seen.set(element, s);
  }
  return performance.now() - s.at;
}

function write(element, text) {
  const node = [...element.childNodes].find(n => n.nodeType === Node.TEXT_NODE && n.data.trim());
  if (node && node.data !== text) { node.data = text; }
}

function clock(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  const h = Math.floor(s / 3600), m = Math.floor(s / 60) % 60, two = n => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`;
}

/** The words of Formats.Ago. */
export function ago(ms) {
  const past = ms >= 0, s = Math.abs(ms) / 1000;
  if (s < 45) { return past ? 'just now' : 'in a moment'; }
  const [n, unit] = s < 3570 ? [Math.max(1, Math.round(s / 60)), 'min'] : s < 84600 ? [Math.round(s / 3600), 'h'] : [Math.round(s / 86400), 'day'];
  const words = `${n} ${unit === 'day' && n !== 1 ? 'days' : unit}`;
  return past ? `${words} ago` : `in ${words}`;
}

function tick() {
  for (const e of document.querySelectorAll('[data-live-progress]')) {
    const { position, duration, playing, stamp } = e.dataset;
    const now = Math.min(Number(position) + (playing === 'true' ? elapsed(e, stamp) : 0), Number(duration) || Infinity);
    if (Number(duration) > 0) { e.style.setProperty('--value', now / Number(duration)); }
    const text = e.querySelector('[data-live-position]');
    if (text) { write(text, clock(now)); }
  }
  for (const e of document.querySelectorAll('time[data-age]')) {
    const age = Number(e.dataset.age) + elapsed(e, e.dataset.age + e.dateTime);
    if (Math.abs(age) < 7 * 86400000) { write(e, ago(age)); }
  }
}

let timer;
function run() {
  clearInterval(timer);
  if (document.visibilityState === 'visible') { tick(); timer = setInterval(tick, 1000); }
}
document.addEventListener('visibilitychange', run);
run();
showTheme();
