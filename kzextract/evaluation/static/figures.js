// The figures above the errors: percent with the interval, and the difference from another version.
const state = { lang: DATA.lang, shown: 60, filters: { type: '', kind: '', slot: '', document: '', change: '' }, query: '' };
const t = (key, filled = {}) => DATA.words[key][at()].replace(/\{(\w+)\}/g, (all, name) => filled[name] ?? all);
const nameOf = name => (DATA.names[name] || [name, name])[at()];

// A hundred has no tenths, as on the terminal.
const percent = x => (100 * x).toLocaleString(state.lang, { minimumFractionDigits: x > 0.9995 ? 0 : 1, maximumFractionDigits: 1 });
const points = x => (Math.abs(x) < 0.0005 ? '' : x > 0 ? '+' : '−') + percent(Math.abs(x));

function estimate([value, low, high]) {
  return [el('b', {}, percent(value)), low == null ? null : el('span', { class: 'range' }, ` ${percent(low)}–${percent(high)}`)];
}
// A difference is coloured only where its whole interval is on one side of nought.
function difference([value, low, high]) {
  const sure = low != null && (low > 0 || high < 0);
  return [el('b', { class: sure ? (value > 0 ? 'better' : 'worse') : null }, points(value)),
    low == null ? null : el('span', { class: 'range' }, ` ${points(low)}…${points(high)}`)];
}

const METRICS = ['precision', 'recall', 'f1'];
function figureTable(caption, rows, cell, last) {
  return el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    el('table', {}, el('caption', {}, caption),
      el('thead', {}, el('tr', {}, el('td'), METRICS.map(key => el('th', { scope: 'col' }, t(key))), last ? el('th', { scope: 'col' }, t('of')) : null)),
      el('tbody', {}, rows.map(row => el('tr', {},
        el('th', { scope: 'row' }, nameOf(row.name)), METRICS.map(key => el('td', {}, cell(row[key]))),
        last ? el('td', {}, `${count(row.gold)}/\u200b${count(row.predicted)}`) : null)))));
}
function figuresCard() {
  const { types, slots, fields } = DATA.figures;
  const counted = fields.filter(row => row.gold);
  return el('section', { class: 'card figures' },
    figureTable(t('types'), types, estimate, true),
    figureTable(t('slots'), slots, estimate, true),
    counted.length ? el('p', { class: 'hint' }, t('right_of_found') + ': ', counted.map((row, n) => [n ? ' · ' : '', nameOf(row.name) + ' ', estimate(row.recall)])) : null,
    el('p', { class: 'hint' }, `${t('percent_hint')} ${t('slots_hint')}`));
}
function differencesCard() {
  return el('section', { class: 'card figures' },
    figureTable(t('difference_types'), DATA.differences.types, difference),
    figureTable(t('difference_slots'), DATA.differences.slots, difference),
    el('p', { class: 'hint' }, t('difference_hint')));
}
