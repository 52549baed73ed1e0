// What can be taken away.
import { el } from './dom.js';
import { t } from './session.js';

const FORMATS = ['jsonl', 'csv', 'parquet', 'gold', 'log'];

export async function handoverView(main) {
  main.replaceChildren(el('section', { class: 'card intro' }, el('h2', {}, t('tab_handover')), el('p', {}, t('handover_hint'))),
    el('ul', { class: 'formats' }, FORMATS.map(format => el('li', { class: 'card' },
      el('h3', {}, t('format_' + format)), el('p', { class: 'hint' }, t('format_long_' + format)),
      el('a', { class: 'primary', href: '/export/' + format, download: '' }, t('download'))))));
  return {};
}
