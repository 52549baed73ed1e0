// What the report's other files stand on: its documents, what is open, words and figures.
const DOCS = DATA.documents;
// A lone document needs no overview, unless that has to say what else could not be read.
const SINGLE = DOCS.length === 1 && !DATA.unread.count;
const state = { lang: DATA.lang, view: SINGLE ? 'documents' : 'overview', doc: 0, claim: null, finding: null, opened: SINGLE };

// The words for a code, the code itself where the table lacks it.
const word = (table, code) => (code == null ? '' : (DATA.labels[table][code] || [code, code])[at()]);
const t = key => word('page', key);

const percent = x => (x > 0 ? '+' : x < 0 ? '−' : '') + count(Math.abs(x)) + (state.lang === 'ru' ? '\u00a0%' : '%');
const arrow = direction => ({ up: '▲', down: '▼', same: '=' })[direction] || '';
const sign = x => (x > 0 ? 'up' : x < 0 ? 'down' : 'same');

function median(values) {
  const sorted = [...values].sort((a, b) => a - b), half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

// A region's short and full name; KZ is the country, null a place that is unknown.
const TILES = new Map(DATA.tiles.map(tile => [tile.ref, tile]));
function regionName(ref) {
  if (ref === 'KZ') return t('country');
  const tile = TILES.get(ref);
  return tile ? tile['name_' + state.lang] : ref;
}
