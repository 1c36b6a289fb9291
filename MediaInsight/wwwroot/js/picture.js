// A chart as a picture to keep: what stands in the frame is drawn again as one SVG out of boxes, lines and text, with the
// colours it has at the moment. It knows nothing of the kinds of charts, so tables and lists can be saved as well.
const ns = 'http://www.w3.org/2000/svg';
const PAD = 20;
const HEAD = 46;
const LOOKS = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-dashoffset', 'stroke-linecap', 'opacity', 'font-size', 'font-weight', 'font-family', 'text-anchor', 'dominant-baseline'];

function make(name, attributes) {
  const element = document.createElementNS(ns, name);
  for (const [key, value] of Object.entries(attributes)) { element.setAttribute(key, String(value)); }
  return element;
}

function words(text, x, y, style, middle) {
  const element = make('text', { x, y, fill: style.color, 'font-size': style.fontSize, 'font-weight': style.fontWeight, 'font-family': style.fontFamily });
  if (middle) { element.setAttribute('dominant-baseline', 'central'); }
  element.textContent = text;
  return element;
}

const clear = colour => colour === 'transparent' || /,\s*0\)$|\/\s*0\)$/.test(colour);

// The library writes looks into classes here and there: they are written onto the copy.
function copySvg(svg, box, left, top) {
  const copy = svg.cloneNode(true);
  const originals = [svg, ...svg.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  originals.forEach((original, i) => {
    const style = getComputedStyle(original);
    for (const look of LOOKS) {
      const value = style.getPropertyValue(look);
      if (value) { copies[i].setAttribute(look, value); }
    }
    copies[i].removeAttribute('style');
    if (style.display === 'none' || style.visibility === 'hidden') { copies[i].setAttribute('display', 'none'); }
  });
  copy.querySelectorAll('foreignObject, script, style').forEach(e => e.remove());
  copy.setAttribute('x', String(box.left - left));
  copy.setAttribute('y', String(box.top - top));
  copy.setAttribute('width', String(box.width));
  copy.setAttribute('height', String(box.height));
  return copy;
}

function walk(element, into, left, top, frame) {
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0' || element.matches('button:not([data-keep]), .visually-hidden, [data-no-picture]')) { return; }
  const box = element.getBoundingClientRect();
  if (box.width < 0.5 || box.height < 0.5 || box.bottom < frame.top || box.top > frame.bottom) { return; }
  if (element instanceof SVGSVGElement) {
    into.append(copySvg(element, box, left, top));
    return;
  }
  if (!clear(style.backgroundColor)) {
    into.append(make('rect', { x: box.left - left, y: box.top - top, width: box.width, height: box.height, rx: Math.min(parseFloat(style.borderRadius) || 0, box.height / 2), fill: style.backgroundColor }));
  }
  for (const child of element.childNodes) {
    if (child.nodeType === Node.ELEMENT_NODE) {
      walk(child, into, left, top, frame);
    } else if (child.nodeType === Node.TEXT_NODE && child.data.trim()) {
      const range = document.createRange();
      range.selectNodeContents(child);
      const place = range.getBoundingClientRect();
      // Text that the page cuts off with dots is cut off here, too.
      const fits = place.width <= box.width + 1 ? child.data.trim() : child.data.trim().slice(0, Math.max(1, Math.floor(child.data.trim().length * box.width / place.width) - 1)) + '…';
      into.append(words(fits, place.left - left, place.top - top + place.height / 2, style, true));
    }
  }
}

export function draw(frame, title) {
  const box = frame.getBoundingClientRect();
  const root = getComputedStyle(document.documentElement);
  const [width, height] = [Math.ceil(box.width) + 2 * PAD, Math.ceil(box.height) + HEAD + PAD];
  const svg = make('svg', { xmlns: ns, width, height, viewBox: `0 0 ${width} ${height}` });
  svg.append(make('rect', { width, height, fill: root.getPropertyValue('--surface').trim() }));
  const style = getComputedStyle(document.body);
  svg.append(words(title, PAD, 28, { color: style.color, fontSize: '15px', fontWeight: '600', fontFamily: style.fontFamily }, false));
  const inner = make('g', { transform: `translate(${PAD} ${HEAD})` });
  svg.append(inner);
  walk(frame, inner, box.left, box.top, box);
  return { svg, width, height };
}

function keep(href, name) {
  const link = Object.assign(document.createElement('a'), { href, download: name });
  document.body.append(link);
  link.click();
  link.remove();
}

/** @param kind svg or png */
export async function save(frame, kind, name, title) {
  if (!frame) { return; }
  const { svg, width, height } = draw(frame, title ?? name);
  const text = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(new XMLSerializer().serializeToString(svg));
  if (kind === 'svg') {
    keep(text, `${name}.svg`);
    return;
  }
  const image = new Image(width, height);
  image.src = text;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: width * 2, height: height * 2 });
  const pen = canvas.getContext('2d');
  pen.scale(2, 2);
  pen.drawImage(image, 0, 0, width, height);
  keep(canvas.toDataURL('image/png'), `${name}.png`);
}
