// A field that looks a place up in the gazetteer while one types.
import { get } from './api.js';
import { el } from './dom.js';
import { t, word } from './session.js';

export function placeField(place) {
  let chosen = place, options = [], active = -1, waiting = 0, asked = 0;
  const list = el('ul', { class: 'options', role: 'listbox', id: 'place-options', 'aria-label': t('places'), hidden: true });
  const input = el('input', {
    id: 'f-place', role: 'combobox', autocomplete: 'off', 'aria-expanded': 'false', 'aria-controls': 'place-options', 'aria-autocomplete': 'list',
    placeholder: t('place_hint'), value: place ? place.name : '',
    oninput: () => { chosen = undefined; clearTimeout(waiting); waiting = setTimeout(look, 120); },
    onkeydown: keydown, onblur: () => setTimeout(close, 150),
  });
  const code = el('small', { class: 'hint' }, place && place.ref ? place.ref : '');

  async function look() {
    const mine = ++asked, found = input.value.trim() ? (await get('places', { q: input.value }).catch(() => ({ places: [] }))).places : [];
    if (mine !== asked) return;
    options = found;
    active = found.length ? 0 : -1;
    list.replaceChildren(...found.map((p, n) => el('li', { role: 'option', id: 'place-' + n, 'aria-selected': String(n === 0), onmousedown: event => { event.preventDefault(); take(n); } },
      el('b', {}, p.name), el('small', {}, [word('kinds', p.kind), p.within].filter(Boolean).join(' · ')))));
    if (!found.length && input.value.trim()) list.replaceChildren(el('li', { role: 'option', 'aria-selected': 'false', 'aria-disabled': 'true' }, t('no_place')));
    list.hidden = !input.value.trim();
    input.setAttribute('aria-expanded', String(!list.hidden));
    point();
  }
  function point() {
    [...list.children].forEach((item, n) => item.setAttribute('aria-selected', String(n === active)));
    if (active >= 0) { input.setAttribute('aria-activedescendant', 'place-' + active); list.children[active].scrollIntoView({ block: 'nearest' }); }
    else input.removeAttribute('aria-activedescendant');
  }
  function take(n) {
    chosen = { name: options[n].name, ref: options[n].ref };
    input.value = chosen.name;
    code.textContent = chosen.ref;
    close();
  }
  function close() {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }
  function keydown(event) {
    if (list.hidden) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (options.length) { active = (active + (event.key === 'ArrowDown' ? 1 : options.length - 1)) % options.length; point(); }
    } else if (event.key === 'Enter' && active >= 0 && !event.ctrlKey) { event.preventDefault(); take(active); }
    else if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); close(); }
  }
  return {
    node: el('div', { class: 'place-field' }, input, code, list),
    // undefined: typed, but not one that is known; null: none.
    value: () => (input.value.trim() ? chosen : null),
  };
}
