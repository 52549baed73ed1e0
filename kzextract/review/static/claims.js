// Claims and findings as cards beside the text.

// A place or period in a line; ↑ marks one that is not said beside the number, as on the command line.
const said = (slot, words) => (slot ? words + (slot.inherited ? ' ↑' : '') : '');
const placeSaid = claim => said(claim.place, claim.place && claim.place.text);
const periodSaid = claim => said(claim.period, claim.period && claim.period.text[at()]);
const whereAndWhen = claim => [placeSaid(claim), periodSaid(claim)].filter(Boolean).join(' · ');
const brief = claim => [claim.indicator && claim.indicator.text, whereAndWhen(claim)].filter(Boolean).join(' · ');

function slotRow(slot, text, inherited) {
  return [
    el('dt', { class: slot }, word('slots', slot)),
    el('dd', {}, text, inherited ? el('span', { class: 'context', title: t('inherited_long') }, ' ↑ ' + t('inherited')) : null),
  ];
}

function claimBody(claim, doc) {
  const whole = claim.part_of && doc.claims.find(c => c.id === claim.part_of);
  const rows = [];
  if (claim.indicator && claim.indicator.code) rows.push(...slotRow('indicator', word('codes', claim.indicator.code)));
  if (claim.action) rows.push(...slotRow('action', word('actions', claim.action)));
  if (claim.place) rows.push(...slotRow('place', claim.place.text, claim.place.inherited));
  if (claim.period) rows.push(...slotRow('period', claim.period.text[at()], claim.period.inherited));
  if (claim.base_period) rows.push(...slotRow('base_period', claim.base_period.text[at()], claim.base_period.inherited));
  if (claim.attribution) rows.push(...slotRow('attribution', claim.attribution.text));
  if (whole) rows.push(...slotRow('part_of', whole.amount[at()]));
  if (claim.rule) rows.push(...slotRow('rule', `${claim.rule} · ${count(claim.confidence * 100)}\u00a0%`));
  const summary = [
    el('span', { class: 'head' },
      claim.direction ? el('span', { class: claim.direction, title: word('directions', claim.direction) }, arrow(claim.direction)) : null,
      el('b', {}, claim.amount[at()]),
      el('span', { class: 'pill' }, word('measures', claim.measure))),
    el('span', { class: 'what' }, claim.indicator ? claim.indicator.text : claim.text),
    el('span', { class: 'brief' }, whereAndWhen(claim)),
  ];
  return [summary, el('dl', { class: 'slots' }, rows)];
}

function claimCard(claim, doc, wanted) {
  const [summary, slots] = claimBody(claim, doc);
  return el('li', {
    class: 'claim' + (wanted ? '' : ' out'), id: 'card-' + claim.id,
    onmouseenter: () => lightClaim(claim), onmouseleave: () => lightChosen(),
  }, el('button', {
    type: 'button', 'aria-expanded': 'false',
    onclick: () => choose(state.claim === claim.id ? null : claim.id, 'text'), onfocus: () => lightClaim(claim), onblur: () => lightChosen(),
  }, summary), slots);
}

// A figure of a finding: an interval, a direction, or a number as it is.
function shown(figure) {
  if (figure == null) return '—';
  return DATA.labels.directions[figure] ? word('directions', figure) : figure.replace('..', '–').replaceAll('.', state.lang === 'ru' ? ',' : '.');
}

function findingCard(finding, n, doc) {
  const sum = finding.expected != null
    ? el('span', { class: 'sum' }, `${t('expected')}: ${shown(finding.expected)} · ${t('stated')}: ${shown(finding.stated)}`) : null;
  return el('button', {
    class: 'finding ' + finding.verdict, type: 'button', 'data-n': n, 'aria-pressed': String(state.finding === n),
    onclick: () => { state.finding = state.finding === n ? null : n; state.claim = null; refreshChoice(); scrollToFirst(doc, finding); },
  }, el('strong', {}, word('verdicts', finding.verdict)), el('span', {}, finding.message[at()]), sum);
}

function findingSpans(finding, doc) {
  const own = doc.claims.filter(c => finding.claims.includes(c.id)).map(c => ['value', c.span]);
  return [...own, ...finding.spans.map(span => ['base_period', span])];
}
function scrollToFirst(doc, finding) {
  const first = doc.claims.find(c => finding.claims.includes(c.id));
  if (first && state.finding != null) reveal(document.querySelector(`#text [data-claim="${CSS.escape(first.id)}"]`));
}

// The claim or finding that is chosen stays lit when the pointer has gone.
function lightChosen() {
  const doc = DOCS[state.doc];
  if (state.finding != null) return light(findingSpans(doc.findings[state.finding], doc), false);
  lightClaim(doc.claims.find(c => c.id === state.claim));
}

function refreshChoice() {
  const doc = DOCS[state.doc], claim = doc.claims.find(c => c.id === state.claim);
  document.querySelectorAll('.panel .claim').forEach(card => {
    const chosen = card.id === 'card-' + state.claim;
    card.classList.toggle('chosen', chosen);
    card.firstChild.setAttribute('aria-expanded', String(chosen));
  });
  document.querySelectorAll('.panel .finding').forEach(card => card.setAttribute('aria-pressed', String(state.finding === +card.dataset.n)));
  lightChosen();
  const sheet = document.getElementById('sheet');
  sheet.hidden = !claim;
  document.body.classList.toggle('sheeted', !!claim);
  if (claim) {
    sheet.replaceChildren(
      el('button', { class: 'plain icon shut', type: 'button', 'aria-label': t('close'), onclick: () => choose(null) }, '×'),
      el('div', { class: 'claim' }, claimBody(claim, doc)));
  }
}

const behaviour = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth');
function reveal(node) {
  if (!node || !node.offsetParent) return;
  const box = node.getBoundingClientRect();
  if (box.top < 130 || box.bottom > innerHeight * (document.body.classList.contains('sheeted') && innerWidth < 960 ? 0.5 : 0.95)) node.scrollIntoView({ block: 'center', behavior: behaviour() });
}

// Chooses a claim; `show` says what is scrolled into view: the text or the card.
function choose(id, show) {
  state.claim = id;
  state.finding = null;
  refreshChoice();
  writeAddress();
  if (!id) return;
  if (show !== 'card') reveal(document.querySelector(`#text [data-claim="${CSS.escape(id)}"]`));
  if (show !== 'text') {
    const card = document.getElementById('card-' + id), panel = card && card.closest('.panel');
    if (panel && getComputedStyle(panel).position === 'sticky') panel.scrollTo({ top: card.offsetTop - panel.clientHeight / 3, behavior: behaviour() });
  }
}
