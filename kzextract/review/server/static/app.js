// Ties the page together: who is reviewing, the header, the address.
import { get, post } from './api.js';
import { agreementView } from './agreement.js';
import { byId, el, toast } from './dom.js';
import { handoverView } from './handover.js';
import { keyHelp, listen } from './keys.js';
import { queueView } from './queue.js';
import { readerView } from './reader.js';
import { applyLanguage, applyTheme, memory, session, t, toggleTheme, word } from './session.js';

// Each view draws itself into <main> and gives back what keys do in it.
const VIEWS = { queue: queueView, doc: readerView, agreement: agreementView, handover: handoverView };
const TABS = ['queue', 'agreement', 'handover'];
let current = {}, turn = 0, drawn = '';

function route() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const [view, ...rest] = path.split('/');
  return { view: view in VIEWS ? view : 'queue', rest: rest.map(decodeURIComponent), query: new URLSearchParams(query) };
}

function drawHeader(view) {
  byId('top').replaceChildren(el('div', { class: 'bar' },
    el('h1', {}, el('img', { src: '/static/icon.svg', alt: '', width: 26, height: 26 }),
      el('span', {}, t('title')), el('small', { class: 'folder' }, session.folder)),
    el('nav', { class: 'tabs', 'aria-label': t('title') }, TABS.map(tab => el('button', {
      type: 'button', 'aria-current': tab === view || (tab === 'queue' && view === 'doc') ? 'page' : null, onclick: () => { location.hash = '#/' + tab; },
    }, t('tab_' + tab)))),
    el('button', { class: 'plain who', type: 'button', title: session.bound ? t('name_bound') : t('change_name'), disabled: session.bound, onclick: askName },
      el('span', { class: 'initial', 'aria-hidden': 'true' }, [...session.reviewer][0] || '?'), el('span', {}, session.reviewer)),
    el('button', { class: 'plain', type: 'button', lang: session.lang === 'ru' ? 'en' : 'ru', onclick: () => { applyLanguage(session.lang === 'ru' ? 'en' : 'ru'); draw(); } }, word('page', 'language')),
    el('button', { class: 'plain icon', type: 'button', 'aria-label': word('page', 'theme'), title: word('page', 'theme'), onclick: toggleTheme }, '◐'),
    el('button', { class: 'plain icon', type: 'button', 'aria-label': t('keys'), title: t('keys') + ' (?)', onclick: keyHelp }, '?')));
}

// Views load before they draw; one that was left meanwhile draws no more.
async function draw() {
  const { view, rest, query } = route(), mine = ++turn;
  if (current.leave) current.leave();
  current = {};
  document.title = t('title');
  if (view !== drawn) scrollTo(0, 0);
  drawn = view;
  drawHeader(view);
  try {
    const next = await VIEWS[view](byId('main'), rest, query, () => mine === turn);
    if (mine === turn) current = next || {};
    else if (next && next.leave) next.leave();
  } catch (error) {
    if (mine !== turn) return;
    if (!error.said) throw error;
    byId('main').replaceChildren(el('section', { class: 'card empty' }, el('p', {}, error.said),
      el('p', {}, el('a', { href: '#/queue' }, t('to_queue')))));
  }
  document.documentElement.style.setProperty('--top', byId('top').offsetHeight + 20 + 'px');
}

function askName() {
  return new Promise(resolve => {
    const input = el('input', { id: 'name', name: 'name', autocomplete: 'name', maxlength: 60, required: true, value: session.reviewer });
    const problem = el('p', { class: 'problem', role: 'alert' });
    const dialog = el('dialog', { class: 'dialog', 'aria-labelledby': 'ask' }, el('form', {
      onsubmit: async event => {
        event.preventDefault();
        try {
          session.reviewer = (await post('reviewer', { name: input.value })).reviewer;
          dialog.close();
        } catch (error) { problem.textContent = error.said; }
      },
    }, el('h2', { id: 'ask' }, t('who_are_you')), el('p', { class: 'hint' }, t('who_hint')),
    el('label', { for: 'name' }, t('your_name')), input, problem, el('button', { class: 'primary', type: 'submit' }, t('begin'))));
    dialog.addEventListener('cancel', event => { if (!session.reviewer) event.preventDefault(); });
    dialog.addEventListener('close', () => { dialog.remove(); resolve(); draw(); });
    document.body.append(dialog);
    dialog.showModal();
    input.select();
  });
}

async function start() {
  applyTheme();
  Object.assign(session, await get('session'));
  applyLanguage(memory.get('lang'));
  listen(key => current.keys && current.keys[key]);
  addEventListener('hashchange', () => { if (!current.arrive || !current.arrive(route())) draw(); });
  if (session.reviewer) await draw();
  else await askName();
}

start().catch(error => toast(error.said || String(error), 'bad'));
