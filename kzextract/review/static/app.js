// Ties it together: header, address, keys.
const VIEWS = { overview, documents: reader, claims_table: claimsTable };

function drawHeader() {
  const logo = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  logo.setAttribute('viewBox', '0 0 32 32');
  logo.setAttribute('aria-hidden', 'true');
  for (const [tag, attributes] of [
    ['rect', { width: 32, height: 32, rx: 8, fill: '#155e75' }],
    ['path', { d: 'M8 22h16M8 16h10M8 10h13', stroke: '#fff', 'stroke-width': 3, 'stroke-linecap': 'round', fill: 'none' }],
    ['circle', { cx: 24, cy: 16, r: 3, fill: '#f5b840' }],
  ]) {
    const node = logo.appendChild(document.createElementNS('http://www.w3.org/2000/svg', tag));
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  }
  const tab = view => el('button', { type: 'button', 'aria-current': state.view === view ? 'page' : null, onclick: () => { state.opened = false; go(view); } }, t(view));
  const top = document.getElementById('top');
  top.replaceChildren(...[
    el('div', { class: 'bar' },
      el('h1', {}, logo, el('span', {}, DATA.title === DATA.labels.page.title[LANGS.indexOf(DATA.lang)] ? t('title') : DATA.title)),
      SINGLE ? null : el('nav', { class: 'tabs', 'aria-label': t('title') }, Object.keys(VIEWS).map(tab)),
      switches()),
    SINGLE ? null : drawFilters(),
  ].filter(Boolean));
}

function draw() {
  // A redraw must not throw the reader out of the field they are typing in.
  const focused = document.activeElement && document.activeElement.id, caret = focused === 'search' ? document.activeElement.selectionStart : 0;
  document.documentElement.lang = state.lang;
  drawHeader();
  document.getElementById('main').replaceChildren(VIEWS[state.view]());
  document.documentElement.style.setProperty('--top', document.getElementById('top').offsetHeight + 18 + 'px');
  if (focused === 'search') {
    const search = document.getElementById('search');
    search.focus();
    search.setSelectionRange(caret, caret);
  }
  if (state.view === 'documents' && document.getElementById('text')) refreshChoice();
  else { document.getElementById('sheet').hidden = true; document.body.classList.remove('sheeted'); }
}

// The address says what is open, so that a place in the report can be bookmarked.
function writeAddress() {
  const address = state.view === 'documents' ? `#/doc/${state.doc}${state.claim ? '/' + state.claim : ''}` : '#/' + state.view;
  if (location.hash !== address) history.replaceState(null, '', address);
}
function go(view) {
  state.view = view;
  if (view !== 'documents') { state.claim = null; state.finding = null; }
  draw();
  history.pushState(null, '', state.view === 'documents' ? `#/doc/${state.doc}` : '#/' + view);
  scrollTo({ top: 0, behavior: 'instant' });
}
function openDocument(d) {
  Object.assign(state, { doc: d, claim: null, finding: null, opened: true });
  go('documents');
  document.getElementById('main').focus({ preventScroll: true });
}
function readAddress() {
  const [, view, d, claim] = location.hash.split('/');
  if (view === 'doc' && DOCS[+d]) {
    const known = DOCS[+d].claims.some(c => c.id === claim);
    Object.assign(state, { view: 'documents', doc: +d, claim: known ? claim : null, finding: null, opened: true });
  } else if (VIEWS[view] && !SINGLE) Object.assign(state, { view, claim: null, finding: null });
  draw();
  if (state.claim) choose(state.claim);
}

document.addEventListener('keydown', e => {
  if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName)) return;
  if (e.key === '/' && !SINGLE) { e.preventDefault(); document.getElementById('search').focus(); return; }
  if (state.view !== 'documents') return;
  const claims = DOCS[state.doc].claims, now = claims.findIndex(c => c.id === state.claim);
  // The keys j and k on a Russian keyboard are о and л.
  const step = { j: 1, о: 1, k: -1, л: -1 }[e.key.toLowerCase()];
  if (step && claims.length) choose(claims[now < 0 ? (step > 0 ? 0 : claims.length - 1) : Math.min(claims.length - 1, Math.max(0, now + step))].id);
  else if (e.key === 'Escape') { state.finding = null; choose(null); }
});
addEventListener('hashchange', readAddress);
addEventListener('popstate', readAddress);
addEventListener('resize', () => document.documentElement.style.setProperty('--top', document.getElementById('top').offsetHeight + 18 + 'px'));

asChosen();
readAddress();
