// The form in which every slot of a claim can be corrected, or a missed one filled in.
import { el } from './dom.js';
import { placeField } from './place_field.js';
import { at, session, t, word } from './session.js';

const CHOICES = { unit: 'unit_names', per: 'per', measure: 'measures', direction: 'directions', modifier: 'modifier_names', code: 'codes', action: 'actions' };
const EMPTY = new Set(['per', 'direction', 'code', 'action']);
const PERIODS = ['period', 'base_period'];

export class Editor {
  // `claim` has span, text and slots; `on` has save(patch, span, text), cancel() and light(span).
  constructor(claim, text, claims, on, title) {
    Object.assign(this, { claim, text, on, span: claim.span, initial: claim.slots, fields: {} });
    this.problem = el('p', { class: 'problem', role: 'alert' });
    const plain = (slot, extra = {}) => this.field(slot, el('input', { id: 'f-' + slot, autocomplete: 'off', value: claim.slots[slot] ?? '', ...extra }));
    this.place = placeField(claim.slots.place);
    this.quote = el('bdi', { class: 'quote' });
    this.node = el('form', { class: 'editor', 'aria-label': title, onsubmit: event => { event.preventDefault(); this.save(); } },
      el('h3', {}, title), this.edges(),
      el('div', { class: 'grid' },
        plain('value', { inputmode: 'decimal' }), plain('value_max', { inputmode: 'decimal' }),
        this.choice('unit'), this.choice('per'), this.choice('measure'), this.choice('direction'), this.choice('modifier'), this.choice('action'),
        plain('indicator', { class: 'wide' }), this.choice('code'),
        this.field('place', this.place.node, 'f-place'),
        PERIODS.map(slot => this.dates(slot)),
        plain('attribution', { class: 'wide' }), this.partOf(claims)),
      this.problem,
      el('div', { class: 'acts' },
        el('button', { class: 'act accept', type: 'submit' }, t('save'), el('kbd', { 'aria-hidden': 'true' }, 'Ctrl ⏎')),
        el('button', { class: 'act', type: 'button', onclick: () => on.cancel() }, t('cancel'), el('kbd', { 'aria-hidden': 'true' }, 'Esc'))));
    this.setSpan(claim.span);
  }

  field(slot, control, id = 'f-' + slot) {
    this.fields[slot] = control;
    return el('div', { class: 'field f-' + slot + (control.classList.contains('wide') ? ' wide' : '') }, el('label', { for: id }, word('fields', slot)), control);
  }

  choice(slot) {
    const value = this.initial[slot] ?? '', table = session.labels[CHOICES[slot]];
    const options = Object.entries(table).map(([code, words]) => [code, words[at()]]);
    // A currency or denominator that the table lacks stays what it is.
    if (value && !table[value]) options.push([value, value]);
    if (EMPTY.has(slot)) options.unshift(['', '—']);
    return this.field(slot, el('select', { id: 'f-' + slot }, options.map(([code, name]) => el('option', { value: code, selected: code === value }, name))));
  }

  dates(slot) {
    const [start, end] = (this.initial[slot] || '..').split('..');
    const day = (name, value) => el('input', { type: 'date', id: `f-${slot}-${name}`, value, 'aria-label': `${word('fields', slot)}: ${t(name)}`, min: '1900-01-01', max: '2100-12-31' });
    const first = day('from', start), last = day('to', end);
    this.fields[slot] = { first, last };
    const year = slot === 'base_period' ? el('button', { class: 'link', type: 'button', onclick: () => this.yearBefore() }, t('year_before')) : null;
    return el('fieldset', { class: 'field dates f-' + slot }, el('legend', {}, word('fields', slot), year), first, el('span', {}, '–'), last,
      el('button', { class: 'plain icon', type: 'button', 'aria-label': `${t('clear')}: ${word('fields', slot)}`, onclick: () => { first.value = last.value = ''; } }, '×'));
  }

  yearBefore() {
    const back = day => day && day.replace(/^\d{4}/, year => year - 1).replace(/-02-29$/, '-02-28');
    this.fields.base_period.first.value = back(this.fields.period.first.value);
    this.fields.base_period.last.value = back(this.fields.period.last.value);
  }

  partOf(claims) {
    const here = claims.findIndex(c => c.span[0] >= this.claim.span[0]), middle = here < 0 ? claims.length : here;
    // The whole stands near its part; in a long document not every number is offered.
    const near = claims.filter((c, n) => c.id !== this.claim.id && (Math.abs(n - middle) <= 60 || c.id === this.initial.part_of));
    return this.field('part_of', el('select', { id: 'f-part_of', class: 'wide' }, el('option', { value: '' }, '—'),
      near.map(c => el('option', { value: c.id, selected: c.id === this.initial.part_of }, `${c.amount[at()]} — ${c.indicator ? c.indicator.text : c.text}`))));
  }

  edges() {
    const step = (side, by, sign) => el('button', { class: 'plain icon', type: 'button', title: t(`edge_${side}_${by < 0 ? 'left' : 'right'}`), 'aria-label': t(`edge_${side}_${by < 0 ? 'left' : 'right'}`), onclick: () => this.move(side, by) }, sign);
    return el('div', { class: 'edges', role: 'group', 'aria-label': word('fields', 'span') }, el('span', { class: 'label' }, word('fields', 'span')),
      step('start', -1, '⇤'), step('start', 1, '→'), this.quote, step('end', -1, '←'), step('end', 1, '⇥'), el('small', { class: 'hint' }, t('span_hint')));
  }

  // An edge moves by whole characters: a surrogate pair or a letter with its marks is not cut.
  move(side, by) {
    const [start, end] = this.span, whole = [...new Intl.Segmenter(session.lang, { granularity: 'grapheme' }).segment(this.text.slice(Math.max(0, start - 20), end + 20))].map(s => s.index + Math.max(0, start - 20));
    whole.push(Math.min(this.text.length, end + 20));
    const from = side === 'start' ? start : end, to = by > 0 ? whole.find(x => x > from) : whole.filter(x => x < from).pop();
    const next = side === 'start' ? [to ?? start, end] : [start, to ?? end];
    if (next[0] < next[1]) this.setSpan(next);
  }

  setSpan(span) {
    this.span = span;
    this.quote.textContent = this.text.slice(...span);
    this.on.light(span);
  }

  // What differs from what was there when the form was opened.
  patch() {
    const values = { place: this.place.value() };
    for (const [slot, control] of Object.entries(this.fields)) {
      if (slot === 'place') continue;
      if (PERIODS.includes(slot)) values[slot] = control.first.value || control.last.value ? `${control.first.value}..${control.last.value}` : null;
      else values[slot] = control.value.trim() || null;
    }
    const patch = {};
    for (const [slot, value] of Object.entries(values)) {
      const before = this.initial[slot] ?? null;
      if (slot === 'place' ? (value && value.ref) !== (before && before.ref) || (value && value.name) !== (before && before.name) : value !== before) patch[slot] = PERIODS.includes(slot) && value ? value.split('..') : value;
    }
    return patch;
  }

  save() {
    if (this.place.value() === undefined) return this.wrong('place', `${word('fields', 'place')}: ${word('errors', 'no_place')}`);
    const moved = this.span[0] !== this.claim.span[0] || this.span[1] !== this.claim.span[1];
    return this.on.save(this.patch(), moved ? this.span : null, this.text.slice(...this.span));
  }

  wrong(slot, words) {
    this.problem.textContent = words;
    this.node.querySelectorAll('[aria-invalid]').forEach(node => node.removeAttribute('aria-invalid'));
    const node = slot && this.node.querySelector(`.f-${slot} :is(input, select)`);
    if (node) { node.setAttribute('aria-invalid', 'true'); node.focus(); }
  }
}
