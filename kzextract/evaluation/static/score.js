// The errors: filters, and each case with its sentence, gold beside prediction.
// What a case can be asked for; a slot is wrong in this version or, where two are compared, in the other.
const VALUES = {
  type: c => [c.type],
  kind: c => [c.kind],
  slot: c => [...new Set([...c.wrong, ...(c.change ? c.other_wrong : [])])],
  document: c => [c.document],
  change: c => [c.change || 'unchanged'],
};
const WORDS_FOR = { type: nameOf, slot: nameOf, kind: key => t(key), change: key => t(key), document: id => id };
const ASKED = Object.keys(VALUES).filter(key => key !== 'change' || DATA.compared);

const fold = words => words.toLowerCase().replaceAll('ё', 'е');
const sentenceOf = c => c.pieces.map(([words]) => words).join('');
const passes = (c, except) => ASKED.every(key => key === except || !state.filters[key] || VALUES[key](c).includes(state.filters[key]))
  && (!state.query || fold(`${c.document} ${sentenceOf(c)}`).includes(fold(state.query)));

function select(key) {
  const counts = new Map(), chosen = state.filters[key];
  for (const c of DATA.cases) if (passes(c, key)) for (const value of VALUES[key](c)) counts.set(value, (counts.get(value) || 0) + 1);
  if (chosen && !counts.has(chosen)) counts.set(chosen, 0);
  const options = [...counts].sort(([a, n], [b, m]) => (key === 'document' ? a.localeCompare(b, state.lang, { numeric: true }) : m - n));
  const title = t('filter_' + key);
  return el('select', { id: key, class: chosen ? 'set' : null, 'aria-label': title, onchange: e => { state.filters[key] = e.target.value; change(); } },
    el('option', { value: '' }, `${title}: ${t('any')}`),
    options.map(([value, n]) => el('option', { value, selected: chosen === value }, `${WORDS_FOR[key](value)} (${count(n)})`)));
}
const narrowed = () => state.query || Object.values(state.filters).some(Boolean);
function reset() {
  state.query = '';
  ASKED.forEach(key => (state.filters[key] = ''));
  change();
}

const LIT = ['indicator', 'place', 'period', 'base_period'];
function sentence(c) {
  return el('p', { class: 'said', lang: 'ru' }, c.pieces.map(([words, marks]) => {
    if (!marks) return words;
    const kinds = marks.split(' '), slot = LIT.find(kind => kinds.includes(kind));
    const titles = kinds.map(kind => ({ gold: t('legend_gold'), got: t('legend_predicted') })[kind] || nameOf(kind));
    return el(kinds.includes('got') ? 'mark' : 'span', { class: marks, title: titles.join(' · '), style: slot ? { '--hue': `var(--${slot})` } : {} }, words);
  }));
}

function slotTable(rows, versions) {
  return el('div', { class: 'scroll' }, el('table', {},
    el('thead', {}, el('tr', {}, el('td'), ['gold', ...versions].map(key => el('th', { scope: 'col' }, t(key))))),
    el('tbody', {}, rows.map(row => el('tr', {},
      el('th', { scope: 'row' }, nameOf(row.slot)),
      ['gold', ...versions].map(key => el('td', { class: row[key + '_wrong'] ? 'wrong' : null }, (row[key] || ['—', '—'])[at()])))))));
}
function card(c) {
  const versions = c.change ? ['predicted', 'other'] : ['predicted'];
  const isWrong = row => row.predicted_wrong || row.other_wrong;
  const one = c.kind === 'missed' || c.kind === 'false_alarm' || (c.change && c.other_kind !== 'wrong' && !c.wrong.length);
  const open = one ? c.rows : c.rows.filter(isWrong), folded = one ? [] : c.rows.filter(row => !isWrong(row));
  const verdict = (kind, wrong) => (kind === 'wrong' ? wrong.map(nameOf).join(', ') : t(kind));
  return el('article', { class: `card case ${c.change || c.kind}` },
    el('div', { class: 'head' },
      el('h3', {}, `${nameOf(c.type)}: ${c.text}`),
      el('button', { class: 'link', type: 'button', title: t('filter_document'), onclick: () => { state.filters.document = c.document; change(); } }, c.document),
      c.change ? el('span', { class: 'pill ' + c.change }, t(c.change)) : null,
      el('span', { class: 'pill ' + c.kind }, c.kind === 'wrong' ? `${t('wrong')}: ${verdict(c.kind, c.wrong)}` : t(c.kind)),
      c.change ? el('span', { class: 'pill hint' }, `${t('other')}: ${verdict(c.other_kind, c.other_wrong)}`) : null),
    sentence(c),
    open.length ? slotTable(open, versions) : null,
    folded.length ? el('details', {}, el('summary', {}, t('all_slots')), slotTable(folded, versions)) : null);
}

function drawHeader() {
  document.getElementById('top').replaceChildren(
    el('div', { class: 'bar' }, el('h1', {}, el('span', {}, heading())), switches()),
    el('div', { class: 'filters', role: 'search', 'aria-label': t('errors') },
      el('input', { id: 'search', type: 'search', placeholder: t('search'), 'aria-label': t('search'), value: state.query, oninput: e => { state.query = e.target.value; state.shown = 60; drawCases(); } }),
      ASKED.map(select),
      narrowed() ? el('button', { class: 'plain', type: 'button', onclick: reset }, t('reset')) : null));
}
function drawCases() {
  const cases = DATA.cases.filter(c => passes(c));
  document.getElementById('cases').replaceChildren(
    el('p', { class: 'hint', 'aria-live': 'polite' }, t('shown_of', { n: count(Math.min(cases.length, state.shown)), of: count(cases.length) })),
    ...cases.slice(0, state.shown).map(card),
    ...(cases.length ? [] : [el('p', { class: 'empty' }, t(DATA.cases.length ? 'nothing' : 'no_errors'))]),
    ...(cases.length > state.shown ? [el('button', { class: 'plain', type: 'button', onclick: () => { state.shown += 200; drawCases(); } }, t('show_more'))] : []));
}
const heading = () => DATA.title || t(DATA.compared ? 'title_against' : 'title');
const legend = () => el('p', { class: 'legend' },
  el('span', { class: 'gold' }, t('legend_gold')), el('mark', { class: 'got' }, t('legend_predicted')),
  LIT.map(slot => el('span', { class: slot, style: { '--hue': `var(--${slot})` } }, nameOf(slot))));

// A choice changes the list and what the other filters offer; the reader stays in the field they are in.
function change() {
  const focused = document.activeElement && document.activeElement.id;
  state.shown = 60;
  drawHeader();
  drawCases();
  const field = focused && document.getElementById(focused);
  if (field) field.focus();
}
function draw() {
  document.documentElement.lang = state.lang;
  document.title = heading();
  drawHeader();
  const about = [t('documents', { n: count(DATA.documents) }), DATA.broken ? t('broken', { n: count(DATA.broken) }) : null,
    DATA.missing.length ? t('missing', { names: DATA.missing.join(', ') }) : null].filter(Boolean);
  document.getElementById('main').replaceChildren(
    el('p', { class: 'hint' }, about.join('; ')),
    figuresCard(),
    ...(DATA.differences ? [differencesCard()] : []),
    el('h2', {}, t('errors')),
    legend(),
    el('div', { id: 'cases' }));
  drawCases();
}

asChosen();
draw();
