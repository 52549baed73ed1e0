// The keyboard. Letters are taken by their place too, so that they work on a Russian layout.
import { el } from './dom.js';
import { t } from './session.js';

const HELP = ['a', 'x', 'e', 'f', 'space', 'backspace', 'redo', 'j', 'k', 'n', 'enter', 'pick', 'brackets', 'q', 'h', 'escape', 'question'];
const SHOWN = { space: '␣', backspace: '⌫', redo: 'Shift ⌫', enter: 'Enter', pick: '1 2', brackets: '[ ]', escape: 'Esc', question: '?' };

// Names a key the way views do: 'a', 'Space', 'Shift+Backspace', '?'.
function nameOf(event) {
  if (event.code === 'Space') return 'Space';
  if (event.key === '?' || (event.code === 'Slash' && event.shiftKey)) return '?';
  if (/^[a-z[\]]$/i.test(event.key)) return event.key.toLowerCase();
  if (/^Key[A-Z]$/.test(event.code) && !/^[\x20-\x7e]$/.test(event.key)) return event.code[3].toLowerCase();
  if (event.code === 'BracketLeft' || event.code === 'BracketRight') return event.code === 'BracketLeft' ? '[' : ']';
  if (event.ctrlKey || event.metaKey) return event.key === 'Enter' ? 'Ctrl+Enter' : '';
  return (event.shiftKey && event.key.length > 1 ? 'Shift+' : '') + event.key;
}

const typing = target => target.matches('input, textarea, select, [contenteditable]');
// Space and Enter on a button press it: that is what everybody expects of a button.
const pressing = (target, key) => target.closest('button, a, summary') && (key === 'Space' || key === 'Enter');

export function listen(actionOf) {
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.isComposing || event.altKey || document.querySelector('dialog[open]')) return;
    const key = nameOf(event), target = event.target;
    if ((event.ctrlKey || event.metaKey) && key !== 'Ctrl+Enter') return;
    if (typing(target) ? !['Escape', 'Ctrl+Enter'].includes(key) : pressing(target, key)) return;
    const action = key === '?' ? keyHelp : actionOf(key);
    if (!action) return;
    event.preventDefault();
    action();
  });
}

export function keyHelp() {
  const close = () => dialog.close();
  const dialog = el('dialog', { class: 'dialog keys', 'aria-labelledby': 'keyhelp', onclose: () => dialog.remove(), onclick: event => { if (event.target === dialog) close(); } },
    el('h2', { id: 'keyhelp' }, t('keys')),
    el('dl', {}, HELP.map(key => el('div', {}, el('dt', {}, (SHOWN[key] || key.toUpperCase()).split(' ').map(part => el('kbd', {}, part))), el('dd', {}, t('key_' + key))))),
    el('p', { class: 'hint' }, t('keys_hint')),
    el('button', { class: 'primary', type: 'button', onclick: close }, t('close')));
  document.body.append(dialog);
  dialog.showModal();
}
