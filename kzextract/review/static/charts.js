// Charts out of plain elements: they wrap, print, and are read aloud like any list.
function group(claims, of) {
  const groups = new Map();
  for (const c of claims) {
    const key = of(c);
    if (key) groups.has(key) ? groups.get(key).push(c) : groups.set(key, [c]);
  }
  return groups;
}
const percentChange = ({ claim }) => claim.measure === 'change' && claim.unit === 'percent' && claim.direction ? Number(claim.value) : null;
const percentChanges = claims => claims.map(percentChange).filter(x => x != null);

function panel(title, hint, ...content) {
  return el('section', { class: 'card' }, el('header', {}, el('h2', {}, title), el('span', { class: 'hint' }, hint)), content);
}
const shade = (hue, part) => ({ '--hue': `var(--${hue})`, '--heat': Math.round(10 + 65 * part) + '%' });

// Regions are compared by one indicator: a median over several would call a rise of one a rise of all.
const indicatorShown = () => wanted.code || 'crime.total';
const ofIndicator = claims => claims.filter(c => codeOf(c) === indicatorShown());

// Regions: how much is said about each, or the median change of the indicator.
let mapShows = 'claims';
function tileMap() {
  const groups = group(mapShows === 'claims' ? passing('region') : ofIndicator(passing('region')), regionOf);
  const value = ref => {
    const claims = groups.get(ref) || [];
    if (mapShows === 'claims') return claims.length || null;
    const changes = percentChanges(claims);
    return changes.length ? median(changes) : null;
  };
  const most = Math.max(1e-9, ...DATA.tiles.map(tile => Math.abs(value(tile.ref) ?? 0)));
  const tiles = DATA.tiles.map(tile => {
    const x = value(tile.ref), full = tile['name_' + state.lang];
    const part = x == null ? 0 : mapShows === 'claims' ? x / most : Math.min(1, Math.abs(x) / Math.min(most, 50));
    const shown = x == null ? '—' : mapShows === 'claims' ? count(x) : percent(Math.round(x));
    return el('button', {
      type: 'button', class: 'tile' + (x == null ? ' none' : part > 0.72 ? ' full' : ''), title: `${full}: ${shown}`,
      'aria-label': `${full}: ${shown}`, 'aria-pressed': String(wanted.region === tile.ref),
      style: { 'grid-row': +tile.row + 1, 'grid-column': +tile.col + 1, ...(x == null ? {} : shade(mapShows === 'claims' ? 'accent' : sign(x), part)) },
      onclick: () => setFilter('region', tile.ref),
    }, el('small', {}, tile['short_' + state.lang]), el('b', {}, shown));
  });
  const options = ['claims', 'change'].map(key => el('option', { value: key, selected: mapShows === key }, t('map_' + key)));
  const title = mapShows === 'claims' ? t('map') : `${t('map')}: ${word('codes', indicatorShown())}`;
  const box = panel(title, t('map_hint'), el('div', { class: 'tiles' }, tiles), el('div', { class: 'scale' },
    mapShows === 'claims' ? null : [el('span', { class: 'down' }, '▼ ' + word('directions', 'down')), el('span', { class: 'up' }, '▲ ' + word('directions', 'up'))],
    el('span', {}, `${t('country')}: ${value('KZ') == null ? '—' : mapShows === 'claims' ? count(value('KZ')) : percent(value('KZ'))}`)));
  box.querySelector('header').append(el('select', { class: 'switch', 'aria-label': t('map'), onchange: e => { mapShows = e.target.value; draw(); } }, options));
  return box;
}

// One row a key: the median as a bar to either side of zero, every single value as a dot.
function changeChart(title, claims, key, of, name, limit) {
  const groups = [...group(claims, of)].map(([k, claims]) => [k, percentChanges(claims)]).filter(([, v]) => v.length);
  if (!groups.length) return panel(title, '', el('p', { class: 'empty' }, t('no_changes')));
  groups.sort((a, b) => b[1].length - a[1].length);
  const shown = groups.slice(0, limit).map(([k, values]) => [k, values, median(values)]).sort((a, b) => b[2] - a[2]);
  // Past ±60 the scale ends and the bar says its number: one jump of 300 % must not flatten everything else.
  const reach = Math.min(60, Math.max(10, ...shown.flatMap(([, values]) => values.map(Math.abs))));
  const low = shown.some(([, v]) => v.some(x => x < 0)) ? -reach : 0, high = shown.some(([, v]) => v.some(x => x > 0)) ? reach : 0;
  const place = x => (100 * (Math.min(high, Math.max(low, x)) - low)) / (high - low || 1);
  const rows = shown.map(([k, values, middle]) => el('button', {
    type: 'button', class: 'row', 'aria-pressed': String(wanted[key] === k), onclick: () => setFilter(key, k),
    title: `${name(k)}: ${t('median')} ${percent(middle)}, ${t('values_n')}: ${values.length}`,
  },
  el('span', { class: 'name' }, name(k)),
  el('span', { class: `track zero ${sign(middle)}`, style: { '--zero': place(0) + '%' } },
    el('i', { style: { left: Math.min(place(0), place(middle)) + '%', width: Math.abs(place(middle) - place(0)) + '%' } }),
    values.length > 1 ? values.slice(0, 60).map(x => el('em', { style: { left: place(x) + '%' } })) : null),
  el('span', { class: 'n ' + sign(middle) }, `${arrow(sign(middle))} ${percent(middle)}`)));
  return panel(title, t('changes_hint'), el('div', { class: 'rows' }, rows));
}

function countChart() {
  const groups = [...group(passing('code'), codeOf)].sort((a, b) => b[1].length - a[1].length).slice(0, 12);
  if (!groups.length) return null;
  const most = groups[0][1].length;
  return panel(t('counts'), t('counts_hint'), el('div', { class: 'rows' }, groups.map(([code, claims]) => el('button', {
    type: 'button', class: 'row', 'aria-pressed': String(wanted.code === code), onclick: () => setFilter('code', code),
  }, el('span', { class: 'name' }, word('codes', code)),
  el('span', { class: 'track', style: { color: 'var(--accent)' } }, el('i', { style: { left: 0, width: (100 * claims.length) / most + '%' } })),
  el('span', { class: 'n' }, count(claims.length))))));
}

function findingChart() {
  const shown = new Set(passing().map(c => c.d + ' ' + c.claim.id));
  const kinds = new Map();
  DOCS.forEach((doc, d) => doc.findings.forEach(f => {
    if (filtering() && !f.claims.some(id => shown.has(d + ' ' + id))) return;
    if (!kinds.has(f.check)) kinds.set(f.check, {});
    const counts = kinds.get(f.check);
    counts[f.verdict] = (counts[f.verdict] || 0) + 1;
  }));
  if (!kinds.size) return CHECKED ? panel(t('checks'), '', el('p', { class: 'empty' }, t('no_findings'))) : null;
  const total = counts => Object.values(counts).reduce((a, b) => a + b, 0);
  const rows = [...kinds].sort((a, b) => total(b[1]) - total(a[1])), most = total(rows[0][1]);
  const used = GRAVITY.filter(v => rows.some(([, counts]) => counts[v]));
  return panel(t('checks'), '', el('div', { class: 'rows' }, rows.map(([check, counts]) => el('div', { class: 'row' },
    el('span', { class: 'name' }, word('checks', check)),
    el('span', { class: 'stack', style: { width: (100 * total(counts)) / most + '%' } },
      used.filter(v => counts[v]).map(v => el('i', { class: v, style: { flex: counts[v] }, title: `${word('verdicts', v)}: ${counts[v]}` }))),
    el('span', { class: 'n' }, used.filter(v => counts[v]).map((v, i) => [i ? ' / ' : '', el('span', { class: v, title: word('verdicts', v) }, count(counts[v]))]))))),
  el('div', { class: 'scale' }, used.map(v => el('span', { class: v }, '■ ' + word('verdicts', v)))));
}
