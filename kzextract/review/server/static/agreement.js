// How far blind reviewers agree.
import { get } from './api.js';
import { el } from './dom.js';
import { count, decimal, share, t, word } from './session.js';

const VERDICTS = ['accepted', 'fixed', 'added', 'rejected', 'flagged', 'absent'];

export async function agreementView(main, _rest, _query, wanted) {
  const data = await get('agreement');
  if (!wanted()) return null;
  main.replaceChildren(el('section', { class: 'card intro' }, el('h2', {}, t('tab_agreement')), el('p', {}, t('agreement_hint')),
    data.waiting ? el('p', { class: 'hint' }, t('agreement_waiting', { n: count(data.waiting) })) : null,
    data.pairs.length ? null : el('p', { class: 'empty' }, t('agreement_none'))), ...data.pairs.map(pairCard));
  return {};
}

const tile = (value, name, title) => el('div', { class: 'tile-number', title }, el('strong', {}, value), el('span', {}, name));

function pairCard(pair) {
  return el('section', { class: 'card pair' }, el('h2', {}, el('bdi', {}, pair.reviewers[0]), ' · ', el('bdi', {}, pair.reviewers[1])),
    el('div', { class: 'tiles-row' }, tile(decimal(pair.kappa), t('kappa'), t('kappa_long')), tile(share(pair.agreement), t('agreed_share')),
      tile(count(pair.documents), t('documents')), tile(count(pair.claims), word('page', 'numbers'))),
    el('div', { class: 'columns' }, decisions(pair), slotTable(pair)),
    pair.differing.length ? [el('h3', {}, t('differing')), el('ul', { class: 'links' }, pair.differing.map(d => el('li', {},
      el('a', { href: '#/doc/' + encodeURIComponent(d.id) }, el('bdi', {}, d.title || d.id)), ' ', el('span', { class: 'pill ' + (d.open ? 'b-differences' : 'consistent') }, d.open ? t('to_settle', { n: count(d.open) }) : t('settled')))))] : null);
}

function decisions(pair) {
  const used = VERDICTS.filter(v => pair.table.some(([a, b]) => a === v || b === v)), most = Math.max(1, ...pair.table.map(row => row[2]));
  const cell = (a, b) => (pair.table.find(row => row[0] === a && row[1] === b) || [0, 0, 0])[2];
  return el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('decisions') }, el('table', { class: 'matrix' },
    el('caption', {}, t('decisions')),
    el('thead', {}, el('tr', {}, el('td', {}, el('bdi', {}, pair.reviewers[0]), ' ↓ ', el('bdi', {}, pair.reviewers[1]), ' →'), used.map(v => el('th', { scope: 'col' }, t('status_' + v))))),
    el('tbody', {}, used.map(a => el('tr', {}, el('th', { scope: 'row' }, t('status_' + a)), used.map(b => {
      const n = cell(a, b);
      return el('td', { class: (a === b ? 'agree' : 'apart') + (n ? '' : ' none'), style: { '--heat': Math.round(n ? 12 + (50 * n) / most : 0) + '%' } }, n ? count(n) : '·');
    }))))));
}

function slotTable(pair) {
  const rows = Object.entries(pair.slots).filter(([, s]) => s.n);
  return el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('by_slot') }, el('table', { class: 'slots-table' },
    el('caption', {}, t('by_slot')),
    el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, t('slot')), el('th', { scope: 'col' }, t('agreed_share')), el('th', { scope: 'col' }, 'κ'))),
    el('tbody', {}, rows.map(([slot, s]) => el('tr', {}, el('th', { scope: 'row' }, word('fields', slot)),
      el('td', {}, el('span', { class: 'meter small', 'aria-hidden': 'true' }, el('i', { style: { width: 100 * s.agreement + '%' } })), ' ', share(s.agreement)), el('td', {}, decimal(s.kappa)))))));
}
