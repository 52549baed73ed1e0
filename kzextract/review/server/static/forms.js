// What opens in place of a card: the form to correct a claim, the note of a flag, the form for a missed claim.
import { guess } from './adding.js';
import { get, post } from './api.js';
import { el, toast } from './dom.js';
import { Editor } from './editor.js';
import { t } from './session.js';

// Part of the reader, which has the document, the cards, and what saves.
export class Forms {
  edit(title = t('act_fix')) {
    const claim = this.claim(), card = this.cards.get(this.key);
    this.form = new Editor(claim, this.doc.text, this.doc.claims, {
      save: (patch, span, text) => this.save(patch, span, text), cancel: () => this.choose(this.key), light: span => this.text.light([['value', span]]),
    }, title);
    card.querySelector('.body').replaceWith(this.form.node);
    this.form.fields.value.focus();
    this.form.fields.value.select();
    this.revealCard(card);
  }

  save(patch, span, text) {
    return this.do(async () => {
      try {
        await this.decide('fix', { patch, ...(span ? { span, text } : {}) });
      } catch (error) {
        if (error.slot) return this.form.wrong(error.slot, error.said);
        if (!error.conflict) throw error;
        // What was typed stays; what the other decided is shown, and saving again is a decision on that.
        await this.learn();
        this.form.problem.textContent = `${error.said} ${t('conflict_editing')}`;
      }
      return null;
    });
  }

  // The newest version of the claim that is being edited, without touching the form.
  async learn() {
    const fresh = await get('document', { id: this.doc.id }), claim = fresh.claims.find(c => c.id === this.key);
    if (claim) Object.assign(this.claim(), { version: claim.version, shown: claim.shown, status: claim.status, decision: claim.decision });
  }

  askNote() {
    const card = this.cards.get(this.key), claim = this.claim();
    const area = el('textarea', { id: 'note', rows: 3, maxlength: 2000, required: true });
    area.value = (claim.decision && claim.decision.note) || '';
    const problem = el('p', { class: 'problem', role: 'alert' });
    const save = () => this.do(async () => {
      try { await this.decide('flag', { note: area.value }); } catch (error) {
        if (!error.slot) throw error;
        problem.textContent = error.said;
        area.focus();
      }
    });
    card.querySelector('.body').replaceWith(el('form', { class: 'note-form', onsubmit: event => { event.preventDefault(); save(); } },
      el('label', { for: 'note' }, t('why_flag')), area, problem,
      el('div', { class: 'acts' }, el('button', { class: 'act flag', type: 'submit' }, t('act_flag'), el('kbd', { 'aria-hidden': 'true' }, 'Ctrl ⏎')),
        el('button', { class: 'act', type: 'button', onclick: () => this.choose(this.key) }, t('cancel'), el('kbd', { 'aria-hidden': 'true' }, 'Esc')))));
    this.form = { save, node: card };
    area.focus();
  }

  // Adding

  onSelection() {
    const selection = this.text.selected();
    if (!selection) { if (!this.picker.active) this.picker.button.hidden = true; return; }
    if (this.form && this.form.setSpan) this.form.setSpan(selection.span);
    else if (!this.form) this.picker.offer();
  }
  startAdding() {
    if (this.form) return;
    const claim = this.claim();
    this.picker.start(claim ? claim.span[1] : 0);
    toast(t('adding_hint'));
  }
  add({ span, text }) {
    const before = this.doc.claims.filter(c => c.span[1] <= span[0]).pop() || this.doc.claims[0];
    const { value, unit } = guess(text), blank = { value_max: null, per: null, measure: 'level', direction: null, modifier: 'exact', indicator: null, code: null, action: null, base_period: null, attribution: null, part_of: null };
    const context = before ? { place: before.slots.place, period: before.slots.period } : { place: null, period: null };
    this.choose(null);
    const card = el('li', { class: 'claim chosen fresh' });
    this.form = new Editor({ id: '', span, text, slots: { ...blank, ...context, value, unit } }, this.doc.text, this.doc.claims, {
      save: () => this.saveAdded(), cancel: () => this.escape(), light: now => this.text.light([['value', now]]),
    }, t('add_claim'));
    // Nothing of it is anywhere yet: everything the form holds is sent.
    this.form.initial = {};
    card.append(this.form.node);
    this.fresh = el('ul', { class: 'claims' }, card);
    this.list.prepend(this.fresh);
    this.revealCard(card);
    this.form.fields.value.focus();
    this.form.fields.value.select();
  }
  saveAdded() {
    const { form } = this;
    return this.do(async () => {
      try {
        const { claim } = await post('add', { document: this.doc.id, span: form.span, text: this.doc.text.slice(...form.span), patch: form.patch() });
        this.close();
        await this.reload(claim.id);
      } catch (error) {
        if (!error.said) throw error;
        form.wrong(error.slot, error.said);
      }
    });
  }
}
