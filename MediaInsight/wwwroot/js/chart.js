// Draws ChartData with ApexCharts. Names and labels never reach the library: it is handed numbers for them,
// and what is shown is put together here as text. The library writes some of what it gets as HTML.
let loading;

function load(src) {
  return loading ??= window.ApexCharts ? Promise.resolve() : new Promise((ok, no) => {
    const script = document.createElement('script');
    script.src = src;
    const nonce = document.querySelector('script[nonce]')?.nonce;
    if (nonce) { script.nonce = nonce; }
    script.onload = ok;
    script.onerror = () => { loading = undefined; no(new Error('cannot load the charts')); };
    document.head.append(script);
  });
}

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escape = text => String(text ?? '').replace(/[&<>"']/g, c => entities[c]);

const token = (host, name) => getComputedStyle(host).getPropertyValue('--' + name).trim();
const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

function axisWriter(unit, culture) {
  const number = (v, digits = 1) => new Intl.NumberFormat(culture, { maximumFractionDigits: digits }).format(v);
  const scaled = (v, units) => {
    let i = 0;
    while (v >= 999.5 && i < units.length - 1) { v /= 1000; i++; }
    return `${number(v)} ${units[i]}`;
  };
  switch (unit) {
    case 'hours': return v => `${number(v)} h`;
    case 'bitrate': return v => scaled(v, ['kbit/s', 'Mbit/s', 'Gbit/s']);
    case 'bytes': return v => scaled(v, ['B', 'kB', 'MB', 'GB', 'TB', 'PB']);
    case 'percent': return v => `${number(v * 100, 0)} %`;
    default: return v => Number.isInteger(v) ? number(v, 0) : number(v);
  }
}

function tooltip(state, point) {
  const { labels, layers } = state.data;
  const rows = layers
    .map((l, i) => ({ l, i }))
    .filter(({ l }) => l.values[point] !== null && (layers.length < 6 || l.values[point] !== 0))
    .map(({ l }) => `<div class="chart-tip-row"><span class="chart-tip-key tone-${escape(l.tone)}"></span><span class="chart-tip-name">${escape(l.name)}</span><b>${escape(l.texts[point])}</b></div>`);
  const gap = state.data.gaps?.texts[point];
  const missed = gap ? `<div class="chart-tip-gap">Not observed: ${escape(gap)}</div>` : '';
  return `<div class="chart-tip"><div class="chart-tip-head">${escape(labels[point])}</div>${rows.join('') || '–'}${missed}</div>`;
}

// When nobody watched, in the measure of the axis; a stretch of seconds still shows. The library knows no parts of a category.
function drawGaps(host, state, chart) {
  host.querySelectorAll('.chart-gaps').forEach(old => old.remove());
  const inner = host.querySelector('.apexcharts-inner');
  const bands = state.data.gaps?.bands ?? [];
  const { gridWidth, gridHeight } = chart.w.globals;
  if (!inner || bands.length === 0 || !(gridWidth > 0 && gridHeight > 0)) { return; }
  const count = state.data.labels.length;
  const between = state.data.kind === 'bar';
  const place = at => gridWidth * Math.min(1, Math.max(0, between ? at / count : (at - 0.5) / Math.max(1, count - 1)));
  const svg = name => document.createElementNS('http://www.w3.org/2000/svg', name);
  const group = svg('g');
  group.setAttribute('class', 'chart-gaps');
  for (const band of bands) {
    const left = place(band.from);
    const width = Math.max(2, place(band.to) - left);
    const rect = svg('rect');
    rect.setAttribute('x', String(Math.min(left, gridWidth - width)));
    rect.setAttribute('y', '0');
    rect.setAttribute('width', String(width));
    rect.setAttribute('height', String(gridHeight));
    group.append(rect);
  }
  inner.prepend(group);
}

// The axis is written by the library as text of an SVG; what looks like markup is taken out all the same.
const plain = text => String(text ?? '').replace(/[<>&]/g, ' ');

function series(data) {
  const mixed = data.kind === 'bar' && data.layers.some(l => l.isMuted);
  return data.layers.map((l, i) => ({ name: 's' + i, data: l.values, ...(mixed ? { type: l.isMuted ? 'line' : 'column' } : {}) }));
}

// The points from a to b only; the shaded stretches move along.
export function cut(data, zoom) {
  if (!zoom) { return data; }
  const [a, b] = zoom;
  const part = list => list.slice(a, b + 1);
  const bands = (data.gaps?.bands ?? []).filter(g => g.to > a && g.from < b + 1).map(g => ({ from: Math.max(0, g.from - a), to: Math.min(b + 1 - a, g.to - a) }));
  return {
    ...data,
    labels: part(data.labels),
    layers: data.layers.map(l => ({ ...l, values: part(l.values), texts: part(l.texts) })),
    gaps: data.gaps ? { bands, texts: part(data.gaps.texts) } : data.gaps,
  };
}

// A stretch drawn with the mouse is looked at more closely; the button leads back. Both lie beside the picture, not in it.
function zooming(host, state, chart, redraw) {
  const stage = host.parentElement;
  const mark = Object.assign(document.createElement('div'), { className: 'chart-mark', hidden: true });
  const back = Object.assign(document.createElement('button'), { className: 'chart-back', type: 'button', textContent: 'Show all', hidden: true });
  stage.append(mark, back);
  let from = null;
  const place = e => {
    const { gridWidth, translateX } = chart.w.globals;
    const left = host.getBoundingClientRect().left + translateX;
    return { x: Math.min(gridWidth, Math.max(0, e.clientX - left)), left: translateX, width: gridWidth };
  };
  const show = () => {
    state.data = cut(state.full, state.zoom);
    back.hidden = !state.zoom;
    redraw();
  };
  const down = e => {
    if (e.button === 0 && e.pointerType === 'mouse' && state.data.labels.length > 2) { from = place(e).x; }
  };
  const move = e => {
    if (from === null) { return; }
    const at = place(e);
    mark.hidden = Math.abs(at.x - from) < 6;
    mark.style.setProperty('--left', `${at.left + Math.min(at.x, from)}px`);
    mark.style.setProperty('--width', `${Math.abs(at.x - from)}px`);
  };
  const up = e => {
    if (from === null) { return; }
    const at = place(e);
    const [x, y] = [Math.min(from, at.x), Math.max(from, at.x)];
    from = null;
    mark.hidden = true;
    if (y - x < 6) { return; }
    const count = state.data.labels.length;
    const index = v => state.data.kind === 'bar' ? Math.min(count - 1, Math.floor(v / at.width * count)) : Math.round(v / at.width * (count - 1));
    const start = state.zoom?.[0] ?? 0;
    const [a, b] = [start + index(x), start + index(y)];
    if (b - a < 1) { return; }
    state.zoom = [a, b];
    show();
  };
  back.onclick = () => { state.zoom = null; show(); };
  host.addEventListener('pointerdown', down);
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', up);
  return {
    reset() { state.zoom = null; back.hidden = true; },
    destroy() {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      mark.remove();
      back.remove();
    },
  };
}

function options(host, state) {
  const { data } = state;
  const write = axisWriter(data.unit, data.culture);
  const bar = data.kind === 'bar';
  // What it is compared with is a line over the bars.
  const mixed = bar && data.layers.some(l => l.isMuted);
  const every = Math.max(1, Math.ceil(data.labels.length / Math.max(2, Math.floor(host.clientWidth / 84))));
  const nonce = document.querySelector('script[nonce]')?.nonce;
  const top = bar
    ? Math.max(0, ...data.labels.map((_, i) => data.layers.reduce((sum, l) => sum + (l.isMuted ? 0 : l.values[i] ?? 0), 0)), ...data.layers.filter(l => l.isMuted).flatMap(l => l.values.map(v => v ?? 0)))
    : Math.max(0, ...data.layers.flatMap(l => l.values.map(v => v ?? 0)));
  return {
    chart: {
      type: mixed ? 'line' : bar ? 'bar' : data.filled ? 'area' : 'line',
      stacked: bar,
      height: '100%',
      width: '100%',
      fontFamily: 'inherit',
      background: 'transparent',
      foreColor: token(host, 'muted'),
      toolbar: { show: false },
      zoom: { enabled: false },
      selection: { enabled: false },
      animations: { enabled: false },
      parentHeightOffset: 0,
      redrawOnParentResize: true,
      events: { mounted: chart => drawGaps(host, state, chart), updated: chart => drawGaps(host, state, chart) },
      ...(nonce ? { nonce } : {}),
    },
    series: series(data),
    colors: data.layers.map(l => token(host, l.tone)),
    plotOptions: { bar: { columnWidth: data.labels.length > 45 ? '88%' : data.labels.length < 5 ? '30%' : '68%', borderRadius: 2, borderRadiusApplication: 'end', borderRadiusWhenStacked: 'last' } },
    stroke: mixed ? { width: data.layers.map(l => l.isMuted ? 2 : 0), curve: 'straight', dashArray: data.layers.map(l => l.isMuted ? 4 : 0) } : bar ? { width: 0 } : { width: data.layers.map(l => l.isMuted ? 1.5 : 2), curve: data.unit === 'count' ? 'straight' : 'monotoneCubic', dashArray: data.layers.map(l => l.isMuted ? 4 : 0) },
    fill: bar || !data.filled ? { opacity: 1 } : { type: 'gradient', gradient: { shadeIntensity: 0, opacityFrom: 0.24, opacityTo: 0.02, stops: [0, 100] } },
    dataLabels: { enabled: false },
    legend: { show: false },
    markers: { size: 0, hover: { size: 4 } },
    states: { hover: { filter: { type: 'none' } }, active: { filter: { type: 'none' } } },
    grid: { borderColor: token(host, 'chart-grid'), strokeDashArray: 0, padding: { top: -14, right: 4, bottom: -4, left: 6 }, xaxis: { lines: { show: false } } },
    xaxis: {
      type: 'category',
      categories: data.labels.map((_, i) => String(i)),
      tickPlacement: bar ? 'between' : 'on',
      labels: {
        rotate: 0,
        hideOverlappingLabels: true,
        formatter: value => { const i = Number(value); return Number.isInteger(i) && i >= 0 && i % every === 0 ? plain(state.data.labels[i]) : ''; },
        style: { fontSize: '12px' },
      },
      axisBorder: { show: false },
      axisTicks: { show: false },
      crosshairs: { show: !bar, stroke: { color: token(host, 'control-line'), width: 1, dashArray: 3 } },
      tooltip: { enabled: false },
    },
    yaxis: {
      min: 0,
      // Nothing is busier than all of it.
      max: top > 0 && !(data.unit === 'percent' && !bar && top > 0.5 && top <= 1) ? undefined : 1,
      tickAmount: 4,
      forceNiceScale: true,
      decimalsInFloat: 1,
      labels: { formatter: v => (data.unit === 'count' && !Number.isInteger(v) ? '' : plain(write(v))), style: { fontSize: '12px' }, offsetX: -8 },
    },
    tooltip: { shared: true, intersect: false, followCursor: false, custom: ({ dataPointIndex }) => tooltip(state, dataPointIndex) },
  };
}

export async function create(host, data, src) {
  await load(src);
  const state = { full: data, data, zoom: null };
  const chart = new ApexCharts(host, options(host, state));
  await chart.render();
  let gone = false;
  const redraw = () => { if (!gone && host.isConnected) { chart.updateOptions(options(host, state), false, false); } };
  document.addEventListener('mi:theme', redraw);
  const zoom = zooming(host, state, chart, redraw);

  return {
    update(next) {
      const before = state.full;
      const same = next.kind === before.kind && next.unit === before.unit
        && next.labels.length === before.labels.length && next.labels.every((l, i) => l === before.labels[i])
        && next.layers.length === before.layers.length && next.layers.every((l, i) => l.tone === before.layers[i].tone && l.isMuted === before.layers[i].isMuted);
      const where = next.labels.length === before.labels.length && next.labels.every((l, i) => l === before.labels[i]);
      if (!where) { zoom.reset(); }
      state.full = next;
      state.data = cut(next, state.zoom);
      if (same) {
        chart.updateSeries(series(state.data), !calm());
      } else {
        redraw();
      }
    },
    destroy() {
      gone = true;
      document.removeEventListener('mi:theme', redraw);
      zoom.destroy();
      chart.destroy();
    },
  };
}
