// The three views: overview, documents, table.
function overview() {
  const claims = passing(), docs = documentsWanted();
  const regions = new Set(claims.map(regionOf).filter(ref => TILES.has(ref)));
  const figure = (n, name, note) => el('div', { class: 'card figure' }, el('span', {}, name), el('b', { class: note || null }, n));
  const flagged = claims.filter(c => isFlagged(c.verdict)).length;
  return el('div', {},
    unreadLine(),
    el('div', { class: 'figures' },
      figure(count(docs.length), t('documents')),
      figure(count(claims.length), t('claims')),
      figure(`${regions.size} ${t('of')} ${TILES.size}`, t('places_named')),
      figure(count(docs.reduce((n, d) => n + DOCS[d].entities.length, 0)), t('entities')),
      CHECKED ? figure(count(flagged), t('flagged_numbers'), flagged ? 'inconsistent' : null) : null),
    el('div', { class: 'grid' },
      tileMap(),
      changeChart(t('changes'), passing('code'), 'code', codeOf, code => word('codes', code), 12),
      changeChart(`${t('region_changes')}: ${word('codes', indicatorShown())}`, ofIndicator(passing('region')), 'region', regionOf, regionName, 20),
      el('div', { class: 'column' }, findingChart(), countChart())));
}

function unreadLine() {
  const { count: n, names } = DATA.unread;
  if (!n) return null;
  const more = n > names.length ? ', …' : '';
  return el('p', { class: 'unread' }, el('b', {}, `${t('unread')}: ${count(n)}`), ` (errors.jsonl): ${names.join(', ')}${more}`);
}

let listed = 100;
function documentList(docs) {
  const items = docs.slice(0, listed).map(d => {
    const doc = DOCS[d], flagged = flaggedIn(d).size;
    return el('button', { type: 'button', 'aria-current': d === state.doc ? 'true' : null, onclick: () => openDocument(d) },
      el('strong', {}, doc.title || doc.id),
      el('small', {}, doc.date || doc.name, el('span', {}, doc.lang === 'ru' ? `${t('numbers')}: ${count(doc.claims.length)}` : `${t('text_language')}: ${word('languages', doc.lang)}`), flagged ? el('span', { class: 'inconsistent' }, `⚠ ${flagged}`) : null));
  });
  const more = docs.length > listed ? el('button', { type: 'button', class: 'more', onclick: () => { listed += 200; draw(); } }, `${t('more')} (${count(docs.length - listed)})`) : null;
  return el('nav', { class: 'card list', 'aria-label': t('documents') }, items, more);
}

function reader() {
  const docs = documentsWanted();
  if (!docs.length) return el('p', { class: 'empty' }, t('nothing'));
  if (!SINGLE && !docs.includes(state.doc)) { state.doc = docs[0]; state.claim = null; state.finding = null; }
  const doc = DOCS[state.doc], pass = new Set(passing().filter(c => c.d === state.doc).map(c => c.claim.id));
  const box = el('div', { class: 'reader' + (SINGLE ? ' single' : '') + (state.opened ? ' open' : '') },
    SINGLE ? null : documentList(docs), article(doc), sidePanel(doc, pass));
  return box;
}

function article(doc) {
  const types = [...new Set(doc.entities.map(e => e.type))];
  const link = doc.url && /^https?:\/\//i.test(doc.url) ? el('a', { href: doc.url, rel: 'noopener noreferrer' }, doc.source || doc.url) : doc.source;
  const text = drawText(doc, flaggedIn(state.doc));
  const claimOf = event => event.target.closest && event.target.closest('[data-claim]');
  text.addEventListener('click', e => { const s = claimOf(e); choose(s ? (s.dataset.claim === state.claim ? null : s.dataset.claim) : null, 'card'); });
  text.addEventListener('keydown', e => { const s = claimOf(e); if (s && (e.key === 'Enter' || e.key === ' ')) { e.preventDefault(); choose(s.dataset.claim, 'card'); } });
  text.addEventListener('mouseover', e => { const s = claimOf(e); if (s) lightClaim(doc.claims.find(c => c.id === s.dataset.claim)); });
  text.addEventListener('mouseout', e => { if (claimOf(e)) lightChosen(); });
  return el('article', { class: 'card' },
    SINGLE ? null : el('button', { class: 'plain back', type: 'button', onclick: () => { state.opened = false; choose(null); draw(); } }, '← ' + t('back')),
    el('div', { class: 'about' }, el('span', { title: doc.id }, doc.name), doc.date ? el('time', { datetime: doc.date }, doc.date) : null, link ? el('span', {}, link) : null),
    el('h2', {}, doc.title || doc.id),
    el('div', { class: 'legend', 'aria-label': t('legend') },
      doc.claims.length ? el('span', { class: 'num first last' }, t('claims')) : null,
      types.map(type => el('span', { class: `u ${type} l0` }, word('types', type)))),
    doc.text.trim() ? text : el('p', { class: 'empty' }, t('no_text')));
}

// What does not agree stands open; what agrees, or cannot be checked, is folded away.
function findingsSection(doc) {
  if (!doc.findings.length) return null;
  const cards = test => doc.findings.map((f, n) => (test(f) ? findingCard(f, n, doc) : null)).filter(Boolean);
  const open = cards(f => isFlagged(f.verdict)), folded = cards(f => !isFlagged(f.verdict));
  const words = open.length ? t('other_findings') : word('verdicts', doc.findings.every(f => f.verdict === 'not_checkable') ? 'not_checkable' : 'consistent');
  return el('section', {}, el('h2', {}, t('findings'), el('small', {}, count(doc.findings.length))), open,
    folded.length ? el('details', {}, el('summary', {}, `${words}: ${count(folded.length)}`), folded) : null);
}

function sidePanel(doc, pass) {
  const shown = filtering() ? [...doc.claims].sort((a, b) => pass.has(b.id) - pass.has(a.id)) : doc.claims;
  return el('aside', { class: 'panel', 'aria-label': t('claims') },
    findingsSection(doc),
    el('section', {}, el('h2', {}, t('claims'), el('small', {}, count(doc.claims.length))),
      doc.claims.length ? el('ul', { class: 'claims' }, shown.map(c => claimCard(c, doc, !filtering() || pass.has(c.id))))
        : el('p', { class: 'hint' }, doc.lang === 'ru' ? t('no_claims') : t('not_russian'))),
    doc.claims.length ? el('p', { class: 'hint keys' }, t('keys')) : null);
}

let rowsShown = 200, sortBy = null, descending = false;
const COLUMNS = {
  document: c => c.doc.title || c.doc.id,
  value: c => Number(c.claim.value),
  indicator: c => (c.claim.indicator ? c.claim.indicator.text : ''),
  place: c => placeSaid(c.claim),
  period: c => periodSaid(c.claim),
  check: c => word('verdicts', c.verdict),
};
function claimsTable() {
  const claims = passing();
  if (!claims.length) return el('p', { class: 'empty' }, t('nothing'));
  if (sortBy) {
    const of = COLUMNS[sortBy], turn = descending ? -1 : 1;
    claims.sort((a, b) => turn * (sortBy === 'value' ? of(a) - of(b) : of(a).localeCompare(of(b), state.lang, { numeric: true })));
  }
  const head = Object.keys(COLUMNS).map(key => el('th', { scope: 'col', 'aria-sort': sortBy === key ? (descending ? 'descending' : 'ascending') : null },
    el('button', { type: 'button', onclick: () => { descending = sortBy === key && !descending; sortBy = key; draw(); } }, t(key) + (sortBy === key ? (descending ? ' ▾' : ' ▴') : ''))));
  const rows = claims.slice(0, rowsShown).map(c => el('tr', {},
    el('td', {}, el('a', { href: `#/doc/${c.d}/${c.claim.id}` }, COLUMNS.document(c))),
    el('td', { class: 'v' }, el('span', { class: c.claim.direction }, arrow(c.claim.direction), c.claim.direction ? ' ' : ''), c.claim.amount[at()]),
    el('td', {}, COLUMNS.indicator(c)), ['place', 'period'].map(slot => el('td', { title: c.claim[slot] && c.claim[slot].inherited ? t('inherited_long') : null }, COLUMNS[slot](c))),
    el('td', {}, c.verdict ? el('span', { class: 'pill ' + c.verdict }, COLUMNS.check(c)) : '')));
  return el('section', { class: 'card' }, el('div', { class: 'scroll' }, el('table', {}, el('thead', {}, el('tr', {}, head)), el('tbody', {}, rows))),
    claims.length > rowsShown ? el('p', { class: 'empty' }, el('button', { class: 'plain', type: 'button', onclick: () => { rowsShown += 500; draw(); } }, `${t('more')} (${count(claims.length - rowsShown)})`)) : null);
}
