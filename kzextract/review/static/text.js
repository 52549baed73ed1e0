// The text: cut at every edge of a span, each stretch an element that can be lit.
const SLOTS = ['value', 'indicator', 'place', 'period', 'base_period', 'attribution'];

function slotSpans(claim) {
  const spans = { value: claim.span };
  for (const slot of SLOTS.slice(1)) if (claim[slot] && claim[slot].span) spans[slot] = claim[slot].span;
  return spans;
}

function drawText(doc, flagged) {
  const spans = [];
  doc.entities.forEach(e => spans.push({ span: e.span, entity: e }));
  doc.claims.forEach(c => {
    spans.push({ span: c.span, claim: c });
    for (const span of Object.values(slotSpans(c))) spans.push({ span });
  });
  doc.findings.forEach(f => f.spans.forEach(span => spans.push({ span })));
  const opens = new Map(), closes = new Map(), push = (map, key, value) => map.has(key) ? map.get(key).push(value) : map.set(key, [value]);
  spans.forEach(s => { if (s.span[0] < s.span[1]) { push(opens, s.span[0], s); push(closes, s.span[1], s); } });
  const cuts = [...new Set([0, doc.text.length, ...opens.keys(), ...closes.keys()])].sort((a, b) => a - b);
  const over = new Set(), box = el('div', { class: 'text', lang: doc.lang === 'kk' ? 'kk' : 'ru', id: 'text' });
  lit = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    (closes.get(cuts[i]) || []).forEach(s => over.delete(s));
    (opens.get(cuts[i]) || []).forEach(s => over.add(s));
    box.append(drawSegment(doc, cuts[i], cuts[i + 1], [...over], flagged));
  }
  stretches = [...box.querySelectorAll('.seg')];
  return box;
}

function drawSegment(doc, start, end, over, flagged) {
  const words = doc.text.slice(start, end);
  if (!over.length) return document.createTextNode(words);
  const claim = (over.find(s => s.claim) || {}).claim;
  const segment = el('span', { class: 'seg' }, words);
  segment.dataset.start = start;
  if (claim) {
    segment.classList.add('num');
    segment.dataset.claim = claim.id;
    if (start === claim.span[0]) {
      segment.classList.add('first');
      segment.tabIndex = 0;
      segment.setAttribute('role', 'button');
      segment.setAttribute('aria-label', claim.text + ': ' + brief(claim));
    }
    if (end === claim.span[1]) segment.classList.add('last');
    if (flagged.has(claim.id)) segment.classList.add('flagged');
  }
  // The lowest line is the outermost element: its padding reaches past those inside it.
  const lines = over.filter(s => s.entity).sort((a, b) => a.entity.lane - b.entity.lane);
  return lines.reduce((inner, { entity }) => el('span', { class: `u ${entity.type} l${entity.lane}`, title: entityTitle(entity) }, inner), segment);
}

function entityTitle(entity) {
  return [word('types', entity.type) + ': ' + entity.name, word('kinds', entity.kind), entity.role, entity.ref].filter(Boolean).join(' · ');
}

// The stretches of the text shown, in order, and those of them that are lit.
let stretches = [], lit = [];

// Lights stretches of the text: a list of [slot, [start, end]]. The value is laid on last and wins.
function light(spans, tags = true) {
  for (const segment of lit) {
    segment.classList.remove('lit');
    delete segment.dataset.lit;
    delete segment.dataset.tag;
  }
  lit = [];
  for (const [slot, [start, end]] of [...spans].sort(([a], [b]) => SLOTS.indexOf(b) - SLOTS.indexOf(a))) {
    for (let i = firstFrom(start); i < stretches.length && +stretches[i].dataset.start < end; i++) {
      const segment = stretches[i];
      lit.push(segment);
      segment.classList.add('lit');
      segment.dataset.lit = slot;
      if (tags && slot !== 'value' && +segment.dataset.start === start) segment.dataset.tag = word('slots', slot);
      else delete segment.dataset.tag;
    }
  }
  const box = document.getElementById('text');
  if (box) box.classList.toggle('dim', lit.length > 0);
}

// The first stretch that begins at this offset or later.
function firstFrom(offset) {
  let low = 0, high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (+stretches[middle].dataset.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
const lightClaim = claim => light(claim ? Object.entries(slotSpans(claim)) : []);
