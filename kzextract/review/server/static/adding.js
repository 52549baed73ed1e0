// Selecting text for a claim that the machine missed: with the mouse, or word by word with the keyboard.
import { el } from './dom.js';
import { t } from './session.js';

const WORDS = /[\p{L}\p{N}]+(?:[.,:–-][\p{L}\p{N}]+)*[%‰]?|[%‰]/gu;
const MULTIPLIERS = [[/тыс/i, 3], [/млн|миллион/i, 6], [/млрд|миллиард/i, 9], [/трлн|триллион/i, 12]];
const UNITS = [[/%|процент/i, 'percent'], [/тенге|₸|тг/i, 'KZT'], [/доллар|\$/i, 'USD'], [/(^|\s)евро|€/i, 'EUR'], [/руб/i, 'RUB'], [/(^|[\s\d])(кг|килогр)/i, 'kg'], [/(^|[\s\d])км|километр/i, 'km'], [/МРП/, 'MCI'], [/гектар|(^|[\s\d])га($|\s)/i, 'ha'], [/литр/i, 'l']];

// A first guess at value and unit of the selected words, for the form to begin with.
export function guess(words) {
  const found = /\d[\d\s\u00a0\u202f]*(?:[.,]\d+)?/.exec(words), unit = (UNITS.find(([pattern]) => pattern.test(words)) || [])[1] || 'count';
  if (!found) return { value: '', unit };
  const [, power] = MULTIPLIERS.find(([pattern]) => pattern.test(words)) || [null, 0];
  const [whole, rest = ''] = found[0].replace(/\s/g, '').replace(',', '.').split('.');
  const digits = whole + rest.slice(0, power).padEnd(power, '0'), tail = rest.slice(power);
  return { value: digits.replace(/^0+(?=\d)/, '') + (tail ? '.' + tail : ''), unit };
}

export class Picker {
  // `text` is the TextView; `chosen(selection)` is called when the reviewer wants this stretch.
  constructor(text, chosen) {
    Object.assign(this, { text, chosen, words: null, first: 0, last: 0, active: false });
    this.button = el('button', { class: 'primary add', type: 'button', hidden: true, onmousedown: event => event.preventDefault(), onclick: () => this.take() }, t('add_claim'), el('kbd', { 'aria-hidden': 'true' }, 'Enter'));
  }

  // After the mouse was let go, or a key moved the selection.
  offer() {
    const selection = this.text.selected();
    this.button.hidden = !selection;
    if (!selection) return;
    const box = this.text.range(...selection.span).getBoundingClientRect();
    const width = this.button.offsetWidth;
    this.button.style.setProperty('left', Math.max(8, Math.min(innerWidth - width - 8, box.left + box.width / 2 - width / 2)) + 'px');
    this.button.style.setProperty('top', Math.max(70, box.top - 46) + 'px');
  }

  take() {
    const selection = this.text.selected();
    this.stop();
    if (selection) this.chosen(selection);
  }

  // Word by word, from an offset on.
  start(offset) {
    this.words ||= [...this.text.doc.text.matchAll(WORDS)].map(m => [m.index, m.index + m[0].length]);
    if (!this.words.length) return;
    this.active = true;
    this.first = this.last = Math.max(0, this.words.findIndex(([start]) => start >= offset));
    this.show();
  }

  step(by, extend) {
    const bound = n => Math.min(this.words.length - 1, Math.max(0, n));
    if (extend) this.last = Math.max(this.first, bound(this.last + by));
    else this.first = this.last = bound((by > 0 ? this.last : this.first) + by);
    this.show();
  }

  show() {
    const range = this.text.select(this.words[this.first][0], this.words[this.last][1]);
    const box = range.getBoundingClientRect();
    if (box.top < 140 || box.bottom > innerHeight * 0.8) scrollBy({ top: box.top - innerHeight / 2, behavior: 'instant' });
    this.offer();
  }

  stop() {
    this.active = false;
    this.button.hidden = true;
    getSelection().removeAllRanges();
  }
}
