// The text: cut at every edge of a span. All offsets here count UTF-16 units, as the browser and the server's
// answers do; what the server itself counts is its own business.
import { el } from './dom.js';
import { word } from './session.js';

// Lines are gathered into blocks of about this length: a change in one lays only that one out again.
const BLOCK = 1500;

export const SLOTS = ['value', 'indicator', 'place', 'period', 'base_period', 'attribution'];

export function slotSpans(claim) {
  const spans = { value: claim.span };
  for (const slot of SLOTS.slice(1)) if (claim[slot] && claim[slot].span) spans[slot] = claim[slot].span;
  return spans;
}

export class TextView {
  constructor(doc) {
    this.doc = doc;
    this.box = el('div', { class: 'text', lang: doc.lang === 'kk' ? 'kk' : 'ru', id: 'text' });
    this.lit = [];
    this.draw();
  }

  draw() {
    const { doc } = this, spans = [];
    for (const entity of doc.entities) spans.push({ span: entity.span, entity });
    for (const claim of doc.claims) {
      spans.push({ span: claim.span, claim });
      for (const span of Object.values(slotSpans(claim))) spans.push({ span });
    }
    for (const finding of doc.findings) for (const span of finding.spans) spans.push({ span });
    const opens = new Map(), closes = new Map();
    const push = (map, key, value) => (map.has(key) ? map.get(key).push(value) : map.set(key, [value]));
    for (const s of spans) if (s.span[0] < s.span[1]) { push(opens, s.span[0], s); push(closes, s.span[1], s); }
    const blocks = this.blocks();
    const cuts = [...new Set([0, doc.text.length, ...opens.keys(), ...closes.keys(), ...blocks])].sort((a, b) => a - b);
    const over = new Set(), parts = [];
    this.stretches = [];
    this.numbers = new Map();
    for (let i = 0; i + 1 < cuts.length; i++) {
      for (const s of closes.get(cuts[i]) || []) over.delete(s);
      for (const s of opens.get(cuts[i]) || []) over.add(s);
      if (!i || blocks.has(cuts[i])) parts.push([]);
      parts[parts.length - 1].push(this.segment(cuts[i], cuts[i + 1], [...over]));
    }
    this.box.replaceChildren(...parts.map(part => el('div', {}, part)));
  }

  blocks() {
    const { text } = this.doc, ends = new Set();
    for (let end = text.indexOf('\n', BLOCK) + 1; end > 0 && end < text.length; end = text.indexOf('\n', end + BLOCK) + 1) ends.add(end);
    return ends;
  }

  segment(start, end, over) {
    const words = document.createTextNode(this.doc.text.slice(start, end));
    const stretch = { start, end, words, node: null };
    this.stretches.push(stretch);
    if (!over.length) return words;
    const segment = stretch.node = el('span', { class: 'seg' }, words), claim = (over.find(s => s.claim) || {}).claim;
    if (claim) {
      segment.classList.add('num', claim.status);
      if (claim.origin === 'added') segment.classList.add('added');
      segment.dataset.claim = claim.id;
      segment.classList.toggle('first', start === claim.span[0]);
      segment.classList.toggle('last', end === claim.span[1]);
      if (!this.numbers.has(claim.id)) this.numbers.set(claim.id, []);
      this.numbers.get(claim.id).push(segment);
    }
    // The lowest line is the outermost element: its padding reaches past those inside it.
    const lines = over.filter(s => s.entity).sort((a, b) => a.entity.lane - b.entity.lane);
    return lines.reduce((inner, { entity }) => el('span', { class: `u ${entity.type} l${entity.lane}`, title: `${word('types', entity.type)}: ${entity.name}` }, inner), segment);
  }

  // Shows a decision without drawing the text again.
  mark(claim) {
    for (const segment of this.numbers.get(claim.id) || []) {
      segment.classList.remove('open', 'accepted', 'rejected', 'flagged');
      segment.classList.add(claim.status);
    }
  }

  // Lights the spans of a claim's slots, or of a finding: [[slot, [start, end]], …]. The value wins.
  light(spans, tags = true) {
    for (const segment of this.lit) {
      segment.classList.remove('lit');
      delete segment.dataset.lit;
      delete segment.dataset.tag;
    }
    this.lit = [];
    for (const [slot, [start, end]] of [...spans].sort(([a], [b]) => SLOTS.indexOf(b) - SLOTS.indexOf(a))) {
      for (let i = this.at(start); i < this.stretches.length && this.stretches[i].start < end; i++) {
        const segment = this.stretches[i].node;
        if (!segment) continue;
        this.lit.push(segment);
        segment.classList.add('lit');
        segment.dataset.lit = slot;
        if (tags && slot !== 'value' && this.stretches[i].start === start) segment.dataset.tag = word('slots', slot);
        else delete segment.dataset.tag;
      }
    }
    this.box.classList.toggle('dim', this.lit.length > 0);
  }

  // The stretch that holds this offset.
  at(offset) {
    let low = 0, high = this.stretches.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.stretches[middle].start <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  // From the page to the text: what is selected, without blanks at its edges; null where nothing of it is.
  selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!this.box.contains(range.startContainer) || !this.box.contains(range.endContainer)) return null;
    return this.trimmed(this.offsetOf(range.startContainer, range.startOffset), this.offsetOf(range.endContainer, range.endOffset));
  }

  trimmed(start, end) {
    while (start < end && /\s/.test(this.doc.text[start])) start++;
    while (start < end && /\s/.test(this.doc.text[end - 1])) end--;
    return start < end ? { span: [start, end], text: this.doc.text.slice(start, end) } : null;
  }

  offsetOf(node, offset) {
    const before = document.createRange();
    before.setStart(this.box, 0);
    before.setEnd(node, offset);
    return before.toString().length;
  }

  // From the text to the page.
  range(start, end) {
    const first = this.stretches[this.at(start)], last = this.stretches[this.at(Math.max(start, end - 1))], range = document.createRange();
    range.setStart(first.words, start - first.start);
    range.setEnd(last.words, end - last.start);
    return range;
  }

  select(start, end) {
    const range = this.range(start, end), selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return range;
  }
}
