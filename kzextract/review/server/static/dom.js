// Making elements out of text alone, and short messages.

// el('p', {class: 'x', onclick: f}, 'text', child): text is always text, never markup.
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value == null || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (key === 'style') for (const [k, v] of Object.entries(value)) node.style.setProperty(k, v);
    else if (key === 'value') node.value = value;
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.flat(Infinity).filter(child => child != null && child !== false));
  return node;
}

export const byId = id => document.getElementById(id);

// A message that goes by itself; it is read aloud too. Problems stay longer.
export function toast(words, kind = '') {
  const box = byId('toasts'), note = el('div', { class: 'toast ' + kind }, words);
  box.append(note);
  while (box.children.length > 3) box.firstChild.remove();
  setTimeout(() => note.remove(), kind === 'bad' ? 9000 : 3500);
}
