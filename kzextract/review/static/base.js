// What everything else stands on: the data, the language, the theme, and making elements out of text alone.
const DATA = JSON.parse(document.getElementById('data').textContent);
const DOCS = DATA.documents;
const SINGLE = DOCS.length === 1;
const LANGS = ['ru', 'en'];
const state = { lang: DATA.lang, view: SINGLE ? 'documents' : 'overview', doc: 0, claim: null, finding: null, opened: SINGLE };

const at = () => LANGS.indexOf(state.lang);
// The words for a code, the code itself where the table lacks it.
const word = (table, code) => (code == null ? '' : (DATA.labels[table][code] || [code, code])[at()]);
const t = key => word('page', key);

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
const percent = x => (x > 0 ? '+' : x < 0 ? '−' : '') + count(Math.abs(x)) + (state.lang === 'ru' ? '\u00a0%' : '%');
const arrow = direction => ({ up: '▲', down: '▼', same: '=' })[direction] || '';
const sign = x => (x > 0 ? 'up' : x < 0 ? 'down' : 'same');

function median(values) {
  const sorted = [...values].sort((a, b) => a - b), half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

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

// A region's short and full name; KZ is the country, null a place that is unknown.
const TILES = new Map(DATA.tiles.map(tile => [tile.ref, tile]));
function regionName(ref) {
  if (ref === 'KZ') return t('country');
  const tile = TILES.get(ref);
  return tile ? tile['name_' + state.lang] : ref;
}
