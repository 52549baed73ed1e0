// What every page stands on: its data, its theme, and making elements out of text alone.
const DATA = JSON.parse(document.getElementById('data').textContent);
const LANGS = ['ru', 'en'];
// `state` is the page's own; its `lang` says in which language everything is shown.
const at = () => LANGS.indexOf(state.lang);

// el('p', {class: 'x', onclick: f}, 'text', child): text is always text, never markup.
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value == null || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (key === 'style') for (const [k, v] of Object.entries(value)) node.style.setProperty(k, v);
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.flat(Infinity).filter(child => child != null && child !== false));
  return node;
}

const numbers = () => new Intl.NumberFormat(state.lang, { maximumFractionDigits: 1 });
const count = n => numbers().format(n);

// Browsers keep nothing for a file from a mail attachment, and some refuse to be asked.
const memory = {
  get(key) { try { return localStorage.getItem('kzextract.' + key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem('kzextract.' + key, value); } catch { /* not kept */ } },
};

function applyTheme(choice) {
  const dark = choice ? choice === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}
function toggleTheme() {
  const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  memory.set('theme', next);
  applyTheme(next);
}
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => applyTheme(memory.get('theme')));

// The buttons for the other language and the other theme; `t` and `draw` are the page's own.
function toggleLanguage() {
  state.lang = state.lang === 'ru' ? 'en' : 'ru';
  memory.set('lang', state.lang);
  draw();
}
const switches = () => [
  el('button', { class: 'plain', type: 'button', lang: state.lang === 'ru' ? 'en' : 'ru', onclick: toggleLanguage }, t('language')),
  el('button', { class: 'plain icon', type: 'button', 'aria-label': t('theme'), title: t('theme'), onclick: toggleTheme }, '◐'),
];
// The language and the theme that the reader chose last.
function asChosen() {
  if (LANGS.includes(memory.get('lang'))) state.lang = memory.get('lang');
  applyTheme(memory.get('theme'));
}
