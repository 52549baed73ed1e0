// One claim as a card: closed, what it says in three lines; open, every slot, what was decided, and the buttons.
import { el } from './dom.js';
import { arrow, at, count, moment, session, t, word } from './session.js';

export const SIGNS = { open: '○', accepted: '✓', rejected: '✕', flagged: '⚑', absent: '∅' };
const GRAVE = ['inconsistent', 'implausible'];
const ACTIONS = [['accept', 'A'], ['fix', 'E'], ['reject', 'X'], ['flag', 'F']];
const SLOT_TABLES = { unit: 'unit_names', per: 'per', measure: 'measures', direction: 'directions', modifier: 'modifier_names', code: 'codes', action: 'actions' };

export const brief = claim => [claim.indicator && claim.indicator.text, claim.place && claim.place.text, claim.period && claim.period.text[at()]].filter(Boolean).join(' · ');

// A slot's value as people read it.
export function shown(slot, value, claims = []) {
  if (value == null || value === '') return '—';
  if (SLOT_TABLES[slot]) return word(SLOT_TABLES[slot], value);
  if (slot === 'part_of') return (claims.find(c => c.id === value) || { amount: [value, value] }).amount[at()];
  if (slot === 'period' || slot === 'base_period') return value.replace('..', ' – ');
  return value.name ?? String(value);
}

export function face(claim, findings) {
  const worst = GRAVE.find(v => findings.some(f => f.verdict === v));
  const badges = [
    worst ? el('span', { class: 'pill ' + worst }, word('verdicts', worst)) : null,
    claim.decision && claim.decision.edited ? el('span', { class: 'pill b-edited' }, t('badge_edited')) : null,
    claim.origin === 'added' ? el('span', { class: 'pill b-added' }, t('badge_added')) : null,
    claim.origin === 'gone' ? el('span', { class: 'pill b-returned' }, t('badge_gone')) : null,
    claim.earlier && claim.status === 'open' && claim.origin !== 'gone' ? el('span', { class: 'pill b-returned' }, t('badge_returned')) : null,
    !claim.agreed && claim.status === 'open' ? el('span', { class: 'pill b-differences' }, t('badge_differences')) : null,
    claim.confidence < 0.7 && claim.status === 'open' ? el('span', { class: 'pill b-unsure', title: t('confidence_long') }, `${count(Math.round(claim.confidence * 100))}\u00a0%`) : null,
  ].filter(Boolean);
  return [
    el('span', { class: 'sign', role: 'img', 'aria-label': t('status_' + claim.status) }, SIGNS[claim.status]),
    el('span', { class: 'head' },
      claim.direction ? el('span', { class: claim.direction, role: 'img', 'aria-label': word('directions', claim.direction) }, arrow(claim.direction)) : null,
      el('b', {}, claim.amount[at()]), el('span', { class: 'pill' }, word('measures', claim.measure))),
    el('bdi', { class: 'what' }, claim.indicator ? claim.indicator.text : claim.text),
    el('bdi', { class: 'brief' }, [claim.place && claim.place.text, claim.period && claim.period.text[at()]].filter(Boolean).join(' · ')),
    badges.length ? el('span', { class: 'badges' }, badges) : null,
  ];
}

const slotRow = (slot, text, inherited) => [
  el('dt', { class: slot }, word('slots', slot)),
  el('dd', {}, el('bdi', {}, text), inherited ? el('span', { class: 'context', title: word('page', 'inherited_long') }, ' ↑ ' + word('page', 'inherited')) : null),
];

function slots(claim, claims) {
  const rows = [slotRow('value', '«' + claim.text + '»')];
  if (claim.indicator && claim.indicator.code) rows.push(slotRow('indicator', word('codes', claim.indicator.code)));
  if (claim.action) rows.push(slotRow('action', word('actions', claim.action)));
  if (claim.place) rows.push(slotRow('place', claim.place.text, claim.place.inherited));
  for (const slot of ['period', 'base_period']) if (claim[slot]) rows.push(slotRow(slot, claim[slot].text[at()], claim[slot].inherited));
  if (claim.attribution) rows.push(slotRow('attribution', claim.attribution.text));
  if (claim.part_of) rows.push(slotRow('part_of', shown('part_of', claim.part_of, claims)));
  if (claim.rule && claim.origin === 'machine') rows.push(slotRow('rule', `${claim.rule} · ${count(Math.round(claim.confidence * 100))}\u00a0%`));
  return el('dl', { class: 'slots' }, rows);
}

const changeList = (changes, claims) => changes.length ? el('ul', { class: 'changes' }, changes.map(c => el('li', {},
  word('fields', c.slot) + ': ', el('del', {}, shown(c.slot, c.before, claims)), ' → ', el('ins', {}, shown(c.slot, c.after, claims))))) : null;

function decided(decision, claims, heading) {
  return el('div', { class: 'decided s-' + decision.status },
    el('p', {}, el('b', {}, heading), decision.by ? [' — ', el('bdi', {}, decision.by), ', ', el('time', { datetime: decision.at }, moment(decision.at))] : null),
    changeList(decision.changes || [], claims),
    decision.note ? el('blockquote', {}, el('bdi', {}, decision.note)) : null);
}

function finding(f, onclick) {
  // The message of a check that came out right says it all; a wrong one gets its arithmetic in figures.
  const figure = x => (x == null ? '—' : session.labels.directions[x] ? word('directions', x) : x.replace('..', '–').replace(/(\d)\.(\d)/g, session.lang === 'ru' ? '$1,$2' : '$1.$2'));
  const sum = f.expected != null && GRAVE.includes(f.verdict) ? el('span', { class: 'sum' }, `${word('page', 'expected')}: ${figure(f.expected)} · ${word('page', 'stated')}: ${figure(f.stated)}`) : null;
  return el('button', { class: 'finding ' + f.verdict, type: 'button', onclick }, el('strong', {}, word('verdicts', f.verdict)), el('span', {}, f.message[at()]), sum);
}

// What opens under the face of the chosen card. `on` has the handlers: act, pick, light, story.
export function body(claim, findings, claims, on) {
  const opinions = claim.opinions.map((o, n) => el('div', { class: 'opinion' },
    decided({ ...o, changes: o.changes }, claims, t('status_' + (o.edited && o.status === 'accepted' ? 'fixed' : o.status))),
    o.status === 'absent' ? null : el('button', { class: 'plain', type: 'button', onclick: () => on.pick(n) }, t('take_this'), el('kbd', {}, String(n + 1)))));
  const act = (action, key) => el('button', { type: 'button', class: `act ${action}`, 'aria-keyshortcuts': key, onclick: () => on.act(action) }, t('act_' + action), el('kbd', { 'aria-hidden': 'true' }, key));
  return el('div', { class: 'body' },
    slots(claim, claims),
    findings.filter(f => GRAVE.includes(f.verdict)).map(f => finding(f, () => on.light(f))),
    claim.decision && claim.status !== 'open' ? decided(claim.decision, claims, t('status_' + (claim.decision.edited && claim.status === 'accepted' ? 'fixed' : claim.status))) : null,
    claim.earlier && claim.status === 'open' ? el('div', { class: 'notice' }, el('p', {}, t(claim.origin === 'gone' ? 'gone_long' : 'returned_long')), decided(claim.earlier, claims, t('earlier') + ': ' + t('status_' + claim.earlier.status))) : null,
    opinions.length && !claim.agreed ? el('div', { class: 'opinions' }, opinions) : null,
    el('div', { class: 'acts', role: 'group', 'aria-label': t('decision') }, ACTIONS.map(([action, key]) => act(action, key)),
      // Without a keyboard, where one card is all there is to see.
      [[-1, '‹ ', 'key_k'], [1, '› ', 'key_j']].map(([by, sign, name]) => el('button', { class: 'act step', type: 'button', onclick: () => on.step(by) }, sign + t(name)))),
    findings.filter(f => !GRAVE.includes(f.verdict)).map(f => finding(f, () => on.light(f))),
    claim.version || claim.opinions.length ? el('button', { class: 'link', type: 'button', onclick: on.story }, t('history')) : null);
}

export function storyDialog(rows, claims) {
  const dialog = el('dialog', { class: 'dialog story', 'aria-labelledby': 'story', onclose: () => dialog.remove() },
    el('h2', { id: 'story' }, t('history')),
    el('ol', {}, rows.map(row => el('li', {}, el('p', {}, el('b', {}, t('log_' + row.action)), ' — ', el('bdi', {}, row.by), ', ', el('time', { datetime: row.at }, moment(row.at))),
      changeList(row.changes, claims), row.note ? el('blockquote', {}, el('bdi', {}, row.note)) : null, el('small', { class: 'hint' }, `№ ${row.seq} · ${t('rules')} ${row.rules}`)))),
    el('button', { class: 'primary', type: 'button', lang: session.lang, onclick: () => dialog.close() }, t('close')));
  document.body.append(dialog);
  dialog.showModal();
}
