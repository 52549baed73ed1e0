// Groups of figures that should be the same; every text is set as text, never as markup.
const PAGE = 100;
const state = { lang: DATA.lang, verdict: '', kind: '', query: '', shown: PAGE };
const t = key => DATA.words[key][at()];

function haystack(group) {
  return [group.indicator, group.place, group.period, group.entries.map(e => [e.source, e.name])].flat(9).join(' ').toLowerCase();
}
function chosen() {
  const query = state.query.toLowerCase();
  return DATA.groups.filter(g => (!state.verdict || g.verdict === state.verdict) && (!state.kind || g.kind === state.kind)
    && (!query || haystack(g).includes(query)));
}

// The figure is lit in its sentence.
function sentence(entry) {
  const i = entry.sentence.indexOf(entry.text);
  if (i < 0) return [entry.sentence];
  return [entry.sentence.slice(0, i), el('mark', {}, entry.text), entry.sentence.slice(i + entry.text.length)];
}
function source(entry) {
  const name = entry.source || entry.name;
  return /^https?:\/\//.test(entry.url || '') ? el('a', { href: entry.url, rel: 'noopener noreferrer' }, name) : name;
}
function card(group) {
  const weak = group.reasons.some(r => r.weak);
  return el('section', { class: 'card group ' + group.verdict },
    el('div', { class: 'head' },
      el('h2', {}, [group.indicator[at()], group.place, group.period].filter(Boolean).join(' · ')),
      el('span', { class: 'pill ' + group.verdict }, t(group.verdict)),
      el('span', { class: 'pill hint' }, t(group.kind))),
    el('p', {}, group.message[at()]),
    el('table', {},
      el('thead', {}, el('tr', {}, ['value', 'source', 'date', 'sentence'].map(key => el('th', { scope: 'col' }, t(key))))),
      el('tbody', {}, group.entries.map(e => el('tr', {},
        el('td', { class: 'n' }, e.amount[at()]), el('td', {}, source(e)), el('td', { class: 'd' }, e.date || '—'),
        el('td', { class: 's' }, sentence(e)))))),
    el('details', { open: group.verdict !== 'consistent' || weak },
      el('summary', {}, t('why')),
      el('ul', {}, group.reasons.map(r => el('li', { class: r.weak ? 'weak' : null }, r.text[at()], r.weak ? ` (${t('weak')})` : '')))));
}

function select(id, values, key) {
  return el('select', { id, 'aria-label': id, class: state[key] ? 'set' : null, onchange: e => { state[key] = e.target.value; state.shown = PAGE; draw(); } },
    el('option', { value: '' }, t('all')),
    values.map(v => el('option', { value: v, selected: state[key] === v }, t(v))));
}
function drawHeader() {
  const kinds = [...new Set(DATA.groups.map(g => g.kind))], verdicts = [...new Set(DATA.groups.map(g => g.verdict))];
  document.getElementById('top').replaceChildren(
    el('div', { class: 'bar' },
      el('h1', {}, el('span', {}, DATA.title || t('title'))),
      switches()),
    el('div', { class: 'filters' }, select('verdict', verdicts, 'verdict'), select('kind', kinds, 'kind'),
      el('input', { id: 'search', type: 'search', placeholder: t('search'), 'aria-label': t('search'), value: state.query, oninput: e => { state.query = e.target.value; state.shown = PAGE; drawGroups(); } })));
}
function drawGroups() {
  const groups = chosen();
  document.getElementById('main').replaceChildren(
    el('p', { class: 'hint', 'aria-live': 'polite' }, `${t('groups')}: ${groups.length}. ${DATA.cut ? t('more') : ''}`),
    ...groups.slice(0, state.shown).map(card),
    ...(groups.length ? [] : [el('p', { class: 'empty' }, t('none'))]),
    ...(groups.length > state.shown ? [el('button', { class: 'plain', type: 'button', onclick: () => { state.shown += PAGE; drawGroups(); } }, t('show'))] : []));
}
function draw() {
  document.documentElement.lang = state.lang;
  document.title = DATA.title || t('title');
  drawHeader();
  drawGroups();
}

asChosen();
draw();
