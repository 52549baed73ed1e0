// Who is here, in which language, in which light.
import { byId } from './dom.js';

export const LANGS = ['ru', 'en'];
export const session = { lang: 'ru', labels: {}, regions: {}, reviewer: '', csrf: '' };

// Browsers may refuse to keep anything.
export const memory = {
  get(key) { try { return localStorage.getItem('kzextract.' + key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem('kzextract.' + key, value); } catch { /* not kept */ } },
};

export const at = () => LANGS.indexOf(session.lang);
// The words for a code, the code itself where the table lacks it.
export const word = (table, code) => (code == null ? '' : (session.labels[table][code] || [code, code])[at()]);
// Words of this page; {n} and the like are filled in.
export function t(key, parts = {}) {
  return word('review', key).replace(/\{(\w+)\}/g, (_, name) => parts[name] ?? '');
}

export const count = n => new Intl.NumberFormat(session.lang).format(n);
export const share = x => (x == null ? '—' : new Intl.NumberFormat(session.lang, { style: 'percent', maximumFractionDigits: 0 }).format(x));
export const decimal = x => (x == null ? '—' : new Intl.NumberFormat(session.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(x));
export const moment = iso => new Intl.DateTimeFormat(session.lang, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
export const arrow = direction => ({ up: '▲', down: '▼', same: '=' })[direction] || '';
export function regionName(ref) {
  if (ref === 'KZ') return word('page', 'country');
  return (session.regions[ref] || [ref, ref])[at()];
}

export function applyTheme(choice = memory.get('theme')) {
  const dark = choice ? choice === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}
export function toggleTheme() {
  const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  memory.set('theme', next);
  applyTheme(next);
}

export function applyLanguage(lang) {
  session.lang = LANGS.includes(lang) ? lang : 'ru';
  memory.set('lang', session.lang);
  document.documentElement.lang = session.lang;
  document.querySelector('.skip').textContent = word('page', 'skip');
  byId('main').setAttribute('aria-label', t('title'));
}
