// The frame around a document: its head, the text, the panel, and how far it is done.
import { byId, el } from './dom.js';
import { at, count, t, word } from './session.js';

const SHOWN = ['inconsistent', 'implausible'];

// `on` has back(which), go(id), finish(), reopen(), double(on), light(finding), adding().
export function layout(main, doc, text, list, on) {
  const meta = [doc.date, doc.source, doc.file].filter(Boolean).map(x => el('bdi', {}, x));
  // Only a plain web address becomes a link; everything else of a release is text.
  if (/^https?:\/\//.test(doc.url || '')) meta.push(el('a', { href: doc.url, rel: 'noreferrer noopener', target: '_blank' }, t('original')));
  if (!doc.begun && !doc.double) meta.push(el('button', { class: 'link mode', type: 'button', onclick: () => on.double(true) }, t('make_double')));
  const turn = (id, sign, name, key) => el('button', { class: 'plain icon', type: 'button', disabled: !id, 'aria-label': t(name), title: `${t(name)} (${key})`, onclick: () => on.go(id) }, sign);
  const grave = doc.findings.filter(f => SHOWN.includes(f.verdict));
  main.replaceChildren(...[
    el('div', { class: 'tools' }, el('a', { class: 'plain', href: '#/queue' }, '← ', t('tab_queue')), el('span', { class: 'turns' }, turn(doc.previous, '‹', 'previous', '['), turn(doc.next, '›', 'next', ']')),
      el('span', { class: 'backs' }, ['undo', 'redo'].map(which => el('button', { class: 'plain icon', type: 'button', 'aria-label': t(which), title: `${t(which)} (${which === 'undo' ? '⌫' : 'Shift ⌫'})`, onclick: () => on.back(which) }, which === 'undo' ? '↶' : '↷'))),
      el('div', { class: 'meter', role: 'progressbar', 'aria-label': t('progress'), 'aria-valuemin': 0, id: 'meter' }, el('i', {})), el('span', { id: 'left', class: 'hint' }),
      doc.finished ? el('button', { class: 'plain', type: 'button', onclick: on.reopen }, t('reopen')) : el('button', { class: 'primary', type: 'button', id: 'finish', onclick: on.finish }, t('finish'))),
    notices(doc, on),
    el('div', { class: 'reader review' },
      el('article', { class: 'card', 'aria-label': t('text') },
        el('p', { class: 'about' }, meta), el('h2', {}, el('bdi', {}, doc.title || doc.id)),
        el('div', { class: 'legend' }, ['open', 'accepted', 'rejected', 'flagged'].map(s => el('span', { class: 'seg num first last ' + s }, t('status_' + s))),
          el('button', { class: 'link', type: 'button', onclick: on.adding }, t('add_missed'), ' ', el('kbd', { 'aria-hidden': 'true' }, 'N'))),
        doc.text ? text : el('p', { class: 'empty' }, word('page', 'no_text'))),
      el('aside', { class: 'panel', 'aria-label': t('claims') },
        grave.length ? el('section', { class: 'grave' }, el('h2', {}, word('page', 'findings'), el('small', {}, count(grave.length))), grave.slice(0, 20).map(f => el('button', { class: 'finding ' + f.verdict, type: 'button', onclick: () => on.light(f) },
          el('strong', {}, word('verdicts', f.verdict)), el('span', {}, f.message[at()])))) : null,
        el('h2', {}, t('claims'), el('small', {}, count(doc.claims.length))),
        doc.claims.length ? null : el('p', { class: 'card empty' }, doc.lang === 'ru' || !doc.text ? word('page', 'no_claims') : word('page', 'not_russian')), list)),
  ].filter(Boolean));
}

function notices(doc, on) {
  const words = [];
  if (doc.settling) words.push(t('settling_long'));
  else if (doc.double && doc.track === 'own') words.push(doc.finished ? t('waiting_long') : t('double_long'));
  return words.length ? el('div', { class: 'notice wide' }, words.map(w => el('p', {}, w)), doc.begun ? null : el('button', { class: 'link', type: 'button', onclick: () => on.double(false) }, t('make_single'))) : null;
}

export function meter(doc, left) {
  const bar = byId('meter'), total = doc.claims.length, finish = byId('finish');
  bar.setAttribute('aria-valuemax', total);
  bar.setAttribute('aria-valuenow', total - left);
  bar.firstChild.style.setProperty('width', (total ? (100 * (total - left)) / total : 100) + '%');
  byId('left').textContent = doc.finished && !left ? t('finished') : left ? t('left', { n: count(left) }) : t('all_decided');
  if (finish) { finish.disabled = left > 0; finish.title = left ? t('finish_when') : ''; }
}
