// One document under review: the text, the cards, and what the keys do.
import { Picker } from './adding.js';
import { get, post } from './api.js';
import { body, brief, face, storyDialog } from './cards.js';
import { byId, el, toast } from './dom.js';
import { Forms } from './forms.js';
import { layout, meter } from './layout.js';
import { at, t } from './session.js';
import { TextView, slotSpans } from './text.js';

const PULSE = 4000;
// Cards to a list: lists out of sight cost nothing, and few lists cost little to watch.
const GROUP = 40;

export async function readerView(main, [id, key], _query, wanted) {
  const doc = await get('document', { id });
  if (!wanted()) return null;
  scrollTo(0, 0);
  const reader = new Reader(main, doc);
  reader.choose(doc.claims.some(c => c.id === key) ? key : reader.nextOpen(-1) || (doc.claims[0] || {}).id);
  return reader.view();
}

class Reader extends Forms {
  constructor(main, doc) {
    super();
    Object.assign(this, { main, doc, key: null, form: null, work: Promise.resolve(), seen: null });
    this.draw();
    this.timer = setInterval(() => this.pulse(), PULSE);
    document.body.classList.add('reviewing');
    // A selection counts if it was begun in the text, wherever the button is let go.
    this.pressed = event => { this.selecting = this.text.box.contains(event.target); if (!this.selecting && !this.picker.button.contains(event.target)) this.picker.button.hidden = true; };
    this.released = () => { if (this.selecting) setTimeout(() => this.onSelection()); this.selecting = false; };
    document.addEventListener('mousedown', this.pressed);
    document.addEventListener('mouseup', this.released);
  }

  leave() {
    clearInterval(this.timer);
    document.removeEventListener('mousedown', this.pressed);
    document.removeEventListener('mouseup', this.released);
    document.body.classList.remove('reviewing');
    this.picker.button.remove();
  }

  view() {
    const pick = (step, extend) => () => this.picker.active && this.picker.step(step, extend);
    return {
      leave: () => this.leave(),
      arrive: ({ view, rest }) => view === 'doc' && rest[0] === this.doc.id && rest[1] !== undefined && (this.choose(rest[1]), true),
      keys: {
        a: () => this.act('accept'), x: () => this.act('reject'), e: () => this.act('fix'), f: () => this.act('flag'),
        Space: () => this.skip(), Backspace: () => this.back('undo'), 'Shift+Backspace': () => this.back('redo'),
        j: () => this.step(1), k: () => this.step(-1), ArrowDown: () => this.step(1), ArrowUp: () => this.step(-1),
        n: () => this.startAdding(), '1': () => this.pick(0), '2': () => this.pick(1),
        '[': () => this.go(this.doc.previous), ']': () => this.go(this.doc.next), q: () => { location.hash = '#/queue'; }, h: () => this.story(),
        Enter: () => this.enter(), Escape: () => this.escape(), 'Ctrl+Enter': () => this.form && this.form.save(),
        ArrowRight: pick(1), ArrowLeft: pick(-1), 'Shift+ArrowRight': pick(1, true), 'Shift+ArrowLeft': pick(-1, true),
      },
    };
  }

  // Drawing

  draw() {
    this.text = new TextView(this.doc);
    if (this.picker) this.picker.button.remove();
    this.picker = new Picker(this.text, selection => this.add(selection));
    document.body.append(this.picker.button);
    this.list = el('div', { class: 'lists' });
    this.cards = new Map();
    const { claims } = this.doc;
    for (let n = 0; n < claims.length; n += GROUP) this.list.append(el('ul', { class: 'claims', 'aria-label': t('claims') }, claims.slice(n, n + GROUP).map(claim => this.card(claim))));
    this.text.box.addEventListener('click', event => {
      const number = event.target.closest('[data-claim]');
      if (number && getSelection().isCollapsed && !this.form) this.choose(number.dataset.claim, 'card');
    });
    layout(this.main, this.doc, this.text.box, this.list, {
      back: which => this.back(which), go: id => this.go(id), finish: () => this.finish(), reopen: () => this.reopen(), double: on => this.setDouble(on), light: finding => this.lightFinding(finding), adding: () => this.startAdding(),
    });
    this.progress();
  }

  findingsOf(claim) { return this.doc.findings.filter(f => f.claims.includes(claim.id)); }
  claim(key = this.key) { return this.doc.claims.find(c => c.id === key); }

  card(claim) {
    const card = el('li', { class: 'claim s-' + claim.status, tabindex: -1 },
      el('button', { class: 'face', type: 'button', 'aria-expanded': 'false', onclick: () => this.choose(claim.id, 'text') }, face(claim, this.findingsOf(claim))));
    card.dataset.key = claim.id;
    this.cards.set(claim.id, card);
    return card;
  }

  // Puts the claim as it is now into its card and into the text.
  refresh(claim) {
    const old = this.claim(claim.id), card = this.cards.get(claim.id);
    this.doc.claims[this.doc.claims.indexOf(old)] = claim;
    if (old.span[0] !== claim.span[0] || old.span[1] !== claim.span[1]) this.text.draw();
    else this.text.mark(claim);
    card.replaceWith(this.card(claim));
    this.progress();
  }

  progress() {
    const left = this.doc.claims.filter(c => c.status === 'open').length;
    meter(this.doc, left);
  }

  // Choosing

  choose(key, show = 'both') {
    this.close();
    const before = this.cards.get(this.key), card = this.cards.get(key), claim = this.claim(key);
    if (before) {
      before.classList.remove('chosen');
      before.firstChild.setAttribute('aria-expanded', 'false');
      before.querySelectorAll('.body, .note-form').forEach(node => node.remove());
      (this.text.numbers.get(this.key) || []).forEach(node => node.classList.remove('chosen'));
    }
    this.key = claim ? key : null;
    this.text.light(claim ? Object.entries(slotSpans(claim)) : []);
    if (!claim) return;
    card.classList.add('chosen');
    card.firstChild.setAttribute('aria-expanded', 'true');
    card.append(body(claim, this.findingsOf(claim), this.doc.claims, {
      act: action => this.act(action), pick: n => this.pick(n), step: by => this.step(by), light: finding => this.lightFinding(finding), story: () => this.story(),
    }));
    const numbers = this.text.numbers.get(key) || [];
    numbers.forEach(node => node.classList.add('chosen'));
    history.replaceState(null, '', `#/doc/${encodeURIComponent(this.doc.id)}/${key}`);
    card.setAttribute('aria-label', `${claim.amount[at()]}: ${brief(claim)}`);
    card.focus({ preventScroll: true });
    if (show !== 'card') this.reveal(numbers[0]);
    if (show !== 'text') this.revealCard(card);
  }

  reveal(node) {
    if (!node) return;
    const box = node.getBoundingClientRect(), low = innerWidth < 960 ? innerHeight * 0.42 : innerHeight * 0.9;
    const top = byId('top').offsetHeight + 70;
    // At once: a moving page would hold up whoever decides fast.
    if (box.top < top || box.bottom > low) scrollBy({ top: box.top - (top + low) / 2, behavior: 'instant' });
  }

  revealCard(card) {
    const panel = card.closest('.panel');
    if (innerWidth < 960) return;
    // The panel scrolls by itself; measured, for cards that were never on the screen have only a guessed height.
    const inner = card.getBoundingClientRect(), outer = panel.getBoundingClientRect();
    if (inner.top < outer.top + 10 || inner.bottom > outer.bottom - 10) panel.scrollTop += inner.top - outer.top - outer.height * 0.15;
  }

  nextOpen(from) {
    const { claims } = this.doc, n = claims.length;
    for (let i = 1; i <= n; i++) {
      const claim = claims[(from + i + n) % n];
      if (claim.status === 'open') return claim.id;
    }
    return null;
  }
  index() { return this.doc.claims.findIndex(c => c.id === this.key); }
  step(by) {
    const { claims } = this.doc, to = Math.min(claims.length - 1, Math.max(0, this.index() + by));
    if (claims.length) this.choose(claims[to].id);
  }
  skip() {
    const key = this.nextOpen(this.index());
    if (key && key !== this.key) this.choose(key);
    else if (!key) byId('finish')?.focus();
  }
  go(id) { if (id) location.hash = '#/doc/' + encodeURIComponent(id); }

  lightFinding(finding) {
    const own = this.doc.claims.filter(c => finding.claims.includes(c.id)).map(c => ['value', c.span]);
    this.text.light([...own, ...finding.spans.map(span => ['base_period', span])], false);
    if (own.length) this.reveal(this.text.stretches[this.text.at(own[0][1][0])].node);
  }

  // Deciding. One after the other: whoever types fast decides on one claim after the other.
  do(work) {
    this.work = this.work.then(work).catch(error => {
      if (!error.said) throw error;
      toast(error.said, 'bad');
      if (error.conflict) return this.reload();
      return null;
    });
    return this.work;
  }

  act(action) {
    if (!this.claim() || this.form) return;
    if (action === 'fix') this.edit();
    else if (action === 'flag') this.askNote();
    else this.do(() => this.decide(action));
  }

  async decide(action, more = {}) {
    const claim = this.claim();
    const answer = await post('decide', { document: this.doc.id, key: claim.id, action, version: claim.version, shown: claim.shown, ...more });
    this.close();
    this.refresh(answer.claim);
    this.choose(this.nextOpen(this.index()) || this.key);
    if (!this.doc.claims.some(c => c.status === 'open')) byId('finish')?.focus({ preventScroll: true });
  }

  pick(n) {
    const opinion = this.claim() && this.claim().opinions[n];
    if (!opinion || opinion.status === 'absent' || this.form) return;
    const action = { accepted: 'fix', rejected: 'reject', flagged: 'flag' }[opinion.status], patch = {};
    if (action === 'fix') for (const [slot, value] of Object.entries(opinion.slots)) patch[slot] = ['period', 'base_period'].includes(slot) && value ? value.split('..') : value;
    const span = action === 'fix' && opinion.span ? { span: opinion.span, text: this.doc.text.slice(...opinion.span) } : {};
    this.do(() => this.decide(action, action === 'fix' ? { patch, ...span } : { note: opinion.note }));
  }

  back(which) {
    if (this.form) return;
    this.do(async () => {
      const undone = await post(which);
      toast(t(which === 'undo' ? 'undone' : 'redone', { text: undone.text || t('finish') }) + (undone.skipped ? ' ' + t('skipped') : ''));
      if (undone.document !== this.doc.id) { location.hash = `#/doc/${encodeURIComponent(undone.document)}/${undone.key}`; return; }
      await this.reload(undone.key);
    });
  }

  async reload(key = this.key) {
    const doc = await get('document', { id: this.doc.id }), scroll = scrollY;
    this.doc = doc;
    this.form = null;
    this.draw();
    scrollTo(0, scroll);
    this.key = null;
    this.choose(doc.claims.some(c => c.id === key) ? key : this.nextOpen(-1) || (doc.claims[0] || {}).id);
  }

  // Others may be at work in the same document.
  async pulse() {
    if (document.hidden || this.form || this.picker.active || document.querySelector('dialog[open]')) return;
    const { seq, rules } = await get('pulse', { id: this.doc.id }).catch(() => ({}));
    const newest = this.doc.claims.reduce((seq, c) => Math.max(seq, c.version), this.doc.seq);
    if (seq === undefined || (seq === this.seen && rules === this.doc.rules)) return;
    this.seen = seq;
    if ((seq > newest || rules !== this.doc.rules) && !this.form) {
      toast(t(rules === this.doc.rules ? 'changed_by_other' : 'new_run'));
      this.do(() => this.reload());
    }
  }

  // Closing

  close() {
    this.form = null;
    if (this.fresh) this.fresh.remove();
    this.fresh = null;
    for (const form of this.list.querySelectorAll('.editor')) form.remove();
  }
  escape() {
    if (this.picker.active || !this.picker.button.hidden) return this.picker.stop();
    const fresh = this.fresh;
    this.close();
    return this.choose(fresh ? this.nextOpen(-1) || (this.doc.claims[0] || {}).id : this.key);
  }
  enter() {
    if (this.picker.active || !this.picker.button.hidden) this.picker.take();
    else if (!this.form && !this.doc.claims.some(c => c.status === 'open')) this.finish();
  }
  finish() {
    this.do(async () => {
      const { todo } = this.doc;
      await post('finish', { document: this.doc.id, finished: true });
      toast(t('finished'));
      location.hash = todo ? '#/doc/' + encodeURIComponent(todo) : '#/queue';
    });
  }
  reopen() { this.do(async () => { await post('finish', { document: this.doc.id, finished: false }); await this.reload(); }); }
  setDouble(double) { this.do(async () => { await post('mode', { document: this.doc.id, double }); await this.reload(); }); }
  story() {
    if (this.key) this.do(async () => storyDialog((await get('history', { id: this.doc.id, claim: this.key })).rows, this.doc.claims));
  }
}
