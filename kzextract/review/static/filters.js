// What is looked for: filters over all claims of all documents.
const wanted = { region: '', code: '', year: '', check: '', words: '' };

// The worst verdict that any finding gives a claim.
const GRAVITY = ['inconsistent', 'implausible', 'consistent', 'not_checkable'];
const CLAIMS_OF = DOCS.map((doc, d) => {
  const verdicts = new Map();
  for (const finding of doc.findings) for (const id of finding.claims) {
    const known = verdicts.get(id);
    if (known == null || GRAVITY.indexOf(finding.verdict) < GRAVITY.indexOf(known)) verdicts.set(id, finding.verdict);
  }
  return doc.claims.map(claim => ({ claim, doc, d, verdict: verdicts.get(claim.id) || null }));
});
const CLAIMS = CLAIMS_OF.flat();
const flaggedIn = d => new Set(CLAIMS_OF[d].filter(c => isFlagged(c.verdict)).map(c => c.claim.id));
const CHECKED = DOCS.some(doc => doc.findings.length);
const isFlagged = verdict => verdict === 'inconsistent' || verdict === 'implausible';

const regionOf = ({ claim }) => (claim.place && claim.place.region) || '';
const codeOf = ({ claim }) => (claim.indicator && claim.indicator.code) || '';
const yearOf = ({ claim }) => (claim.period ? String(claim.period.year) : '');
const fold = words => words.toLowerCase().replaceAll('ё', 'е');

const CHECKS = {
  flagged: c => isFlagged(c.verdict),
  agreed: c => c.verdict === 'consistent',
  unchecked: c => c.verdict === null || c.verdict === 'not_checkable',
};
const TESTS = {
  region: c => regionOf(c) === wanted.region,
  code: c => codeOf(c) === wanted.code || codeOf(c).startsWith(wanted.code + '.'),
  year: c => yearOf(c) === wanted.year,
  check: c => CHECKS[wanted.check](c),
  words: c => fold(c.claim.indicator ? c.claim.indicator.text : '').includes(fold(wanted.words)) || foldedText(c.doc).includes(fold(wanted.words)),
};
const folded = new WeakMap();
function foldedText(doc) {
  if (!folded.has(doc)) folded.set(doc, fold([doc.id, doc.name, doc.title, doc.text].join('\n')));
  return folded.get(doc);
}

// The claims that pass every filter but those named: a chart does not filter itself away.
function passing(...except) {
  const active = Object.keys(TESTS).filter(key => wanted[key] && !except.includes(key));
  return CLAIMS.filter(c => active.every(key => TESTS[key](c)));
}
const filtering = () => Object.values(wanted).some(Boolean);
function documentsWanted() {
  const numeric = Object.keys(TESTS).some(key => key !== 'words' && wanted[key]);
  if (numeric) return [...new Set(passing().map(c => c.d))];
  return DOCS.map((_, d) => d).filter(d => !wanted.words || foldedText(DOCS[d]).includes(fold(wanted.words)) || CLAIMS_OF[d].some(TESTS.words));
}
function setFilter(key, value) {
  wanted[key] = wanted[key] === value && key !== 'words' ? '' : value;
  draw();
}

function choices(key, of, name) {
  const counts = new Map();
  for (const c of passing(key)) if (of(c)) counts.set(of(c), (counts.get(of(c)) || 0) + 1);
  if (wanted[key] && !counts.has(wanted[key])) counts.set(wanted[key], 0);
  return [...counts].map(([value, n]) => [value, name(value), n]).sort((a, b) => a[1].localeCompare(b[1], state.lang, { numeric: true }));
}

function select(key, title, options) {
  return el('select', { class: wanted[key] ? 'set' : null, 'aria-label': title, onchange: e => { wanted[key] = e.target.value; draw(); } },
    el('option', { value: '' }, `${title}: ${t('any')}`),
    options.map(([value, name, n]) => el('option', { value, selected: wanted[key] === value }, `${name} (${count(n)})`)));
}

let typing = 0;
function drawFilters() {
  const search = el('input', {
    type: 'search', placeholder: t('search'), 'aria-label': t('search'), value: wanted.words, id: 'search',
    oninput: e => { clearTimeout(typing); const words = e.target.value; typing = setTimeout(() => setFilter('words', words), 180); },
  });
  return el('div', { class: 'filters', role: 'search', 'aria-label': t('filters') },
    search,
    select('region', t('region'), choices('region', regionOf, regionName)),
    select('code', t('indicator'), choices('code', codeOf, code => word('codes', code))),
    select('year', t('year'), choices('year', yearOf, year => year)),
    CHECKED ? select('check', t('check'), ['flagged', 'agreed', 'unchecked'].map(key => [key, t(key), passing('check').filter(CHECKS[key]).length])) : null,
    filtering() ? el('button', { class: 'plain', type: 'button', onclick: () => { Object.keys(wanted).forEach(key => (wanted[key] = '')); draw(); } }, t('reset')) : null);
}
