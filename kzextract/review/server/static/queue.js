// The queue: what to review next.
import { get, post } from './api.js';
import { el, toast } from './dom.js';
import { count, regionName, session, share, t, word } from './session.js';

const STATES = ['new', 'begun', 'returned', 'differences', 'flagged', 'waiting', 'taken', 'done'];
const VERDICTS = ['inconsistent', 'implausible', 'consistent', 'not_checkable'];
const SIGNS = { new: '○', begun: '◐', returned: '↺', differences: '≠', flagged: '⚑', waiting: '…', taken: '⊘', done: '✓' };
let waiting = 0;
const open = id => { location.hash = '#/doc/' + encodeURIComponent(id); };

export async function queueView(main, _rest, query, wanted) {
  const asked = Object.fromEntries(query), data = await get('queue', asked);
  if (!wanted()) return null;
  const go = changes => {
    // Words typed a moment ago go along, and no timer undoes this later.
    clearTimeout(waiting);
    const field = main.querySelector('.filters [type=search]'), words = field ? field.value : asked.words;
    changes = { words, ...changes };
    // What the address says now: another choice may be on its way while this list is still shown.
    const next = new URLSearchParams(), now = Object.fromEntries(new URLSearchParams(location.hash.split('?')[1]));
    for (const [key, value] of Object.entries({ ...now, offset: '', ...changes })) if (value) next.set(key, value);
    location.hash = '#/queue?' + next;
  };
  const first = data.documents.find(d => !['done', 'waiting', 'taken'].includes(d.state));
  const before = main.querySelector('.filters [type=search]'), typed = before && before === document.activeElement ? before.value : null;
  main.replaceChildren(progressCard(data, asked, go, first), filters(data, asked, go),
    el('ol', { class: 'queue', 'aria-label': t('tab_queue') }, data.documents.map(documentRow)),
    data.found ? pages(data, go) : el('p', { class: 'card empty' }, t('nothing_found')));
  if (typed !== null) {
    // Somebody is typing: the caret goes on where it was, and what was typed meanwhile counts.
    const field = main.querySelector('.filters [type=search]');
    field.value = typed;
    field.focus();
    field.setSelectionRange(typed.length, typed.length);
    if (typed !== (asked.words || '')) waiting = setTimeout(() => go({}), 250);
  }
  return { leave: () => clearTimeout(waiting), keys: { Enter: () => first && open(first.id), j: () => step(1), k: () => step(-1), '/': () => main.querySelector('[type=search]').focus(), ...history } };
}

const history = { Backspace: () => back('undo'), 'Shift+Backspace': () => back('redo') };
async function back(which) {
  try {
    const undone = await post(which);
    toast(t(which === 'undo' ? 'undone' : 'redone', { text: undone.text || '' }));
    open(undone.document);
  } catch (error) { toast(error.said, 'bad'); }
}

function step(by) {
  const links = [...document.querySelectorAll('.queue a')], at = links.indexOf(document.activeElement);
  const next = links[Math.min(links.length - 1, Math.max(0, at + by))];
  if (next) next.focus();
}

function progressCard(data, asked, go, first) {
  const chip = (state, n) => el('button', {
    type: 'button', class: `chip s-${state || 'all'}`, 'aria-pressed': String((asked.state || '') === state), onclick: () => go({ state }),
  }, state && SIGNS[state] ? el('span', { 'aria-hidden': 'true' }, SIGNS[state]) : null, t('state_' + (state || 'all')), el('b', {}, count(n)));
  const done = data.states.done || 0;
  return el('section', { class: 'card progress' },
    el('div', { class: 'sum' },
      el('div', {}, el('strong', {}, share(data.claims ? data.decided / data.claims : 1)), el('span', {}, t('decided_of', { n: count(data.decided), of: count(data.claims) })),
        el('span', { class: 'hint' }, t('documents_done', { n: count(done), of: count(data.total) }))),
      first ? el('button', { class: 'primary', type: 'button', onclick: () => open(first.id) }, t('begin_review'), el('kbd', {}, 'Enter')) : null),
    el('div', { class: 'meter', role: 'progressbar', 'aria-valuemin': 0, 'aria-valuemax': data.claims, 'aria-valuenow': data.decided, 'aria-label': t('progress') },
      el('i', { style: { width: (data.claims ? (100 * data.decided) / data.claims : 100) + '%' } })),
    el('div', { class: 'chips' }, chip('', data.total), STATES.filter(state => data.states[state] || asked.state === state).map(state => chip(state, data.states[state] || 0))));
}

function filters(data, asked, go) {
  const select = (key, title, options) => el('select', { class: asked[key] ? 'set' : null, 'aria-label': title, onchange: e => go({ [key]: e.target.value }) },
    el('option', { value: '' }, `${title}: ${word('page', 'any')}`),
    options.map(([value, name]) => el('option', { value, selected: asked[key] === value }, name)));
  const named = (values, name) => values.map(value => [value, name(value)]).sort((a, b) => a[1].localeCompare(b[1], session.lang));
  return el('div', { class: 'filters', role: 'search', 'aria-label': word('page', 'filters') },
    el('input', {
      type: 'search', placeholder: t('search'), 'aria-label': t('search'), value: asked.words || '',
      oninput: () => { clearTimeout(waiting); waiting = setTimeout(() => go({}), 250); },
    }),
    select('findings', t('findings'), [['any', t('findings_any')], ...VERDICTS.map(v => [v, word('verdicts', v)])]),
    select('region', word('page', 'region'), named(data.regions, regionName)),
    select('code', word('page', 'indicator'), named(data.codes, code => word('codes', code))),
    ['words', 'findings', 'region', 'code', 'state'].some(key => asked[key]) ? el('button', { class: 'plain', type: 'button', onclick: () => { location.hash = '#/queue'; } }, word('page', 'reset')) : null);
}

function documentRow(d) {
  const badges = VERDICTS.slice(0, 2).filter(v => d.verdicts[v]).map(v => el('span', { class: 'pill ' + v }, `${word('verdicts', v)}: ${d.verdicts[v]}`));
  for (const key of ['returned', 'differences', 'flagged']) if (d[key]) badges.push(el('span', { class: 'pill b-' + key }, `${t('badge_' + key)}: ${d[key]}`));
  if (d.double) badges.push(el('span', { class: 'pill b-double', title: t('double_long') }, t('double')));
  const part = d.claims ? d.decided / d.claims : d.state === 'done' ? 1 : 0;
  return el('li', { class: 'row s-' + d.state },
    el('span', { class: 'state', title: t('state_' + d.state), role: 'img', 'aria-label': t('state_' + d.state) }, SIGNS[d.state]),
    el('div', { class: 'about' }, el('a', { href: '#/doc/' + encodeURIComponent(d.id) }, el('bdi', {}, d.title || d.id)),
      el('span', { class: 'meta' }, [d.date, d.source, d.file].filter(Boolean).map(x => el('bdi', {}, x)))),
    el('div', { class: 'badges' }, badges),
    el('div', { class: 'sure', title: t('confidence_long') }, el('small', {}, t('confidence')), share(d.confidence)),
    el('div', { class: 'part' }, el('div', { class: 'meter small', 'aria-hidden': 'true' }, el('i', { style: { width: 100 * part + '%' } })), el('small', {}, `${count(d.decided)} / ${count(d.claims)}`)));
}

function pages(data, go) {
  const last = data.offset + data.documents.length;
  if (data.found <= data.page) return el('p', { class: 'pages hint' }, t('found', { n: count(data.found) }));
  return el('nav', { class: 'pages', 'aria-label': t('pages') },
    el('button', { class: 'plain', type: 'button', disabled: !data.offset, onclick: () => go({ offset: String(Math.max(0, data.offset - data.page) || '') }) }, '←'),
    el('span', {}, `${count(data.offset + 1)}–${count(last)} / ${count(data.found)}`),
    el('button', { class: 'plain', type: 'button', disabled: last >= data.found, onclick: () => go({ offset: String(last) }) }, '→'));
}
