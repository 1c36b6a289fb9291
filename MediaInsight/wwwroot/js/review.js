// The picture of a review comes as a drawing with its fonts and posters in it; here it becomes a PNG to keep.
function keep(href, name) {
  const link = Object.assign(document.createElement('a'), { href, download: name });
  document.body.append(link);
  link.click();
  link.remove();
}

/** @param address where the drawing is */
export async function save(_, kind, name, address) {
  const answer = await fetch(new URL(address, document.baseURI));
  if (!answer.ok) { return; }
  const text = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(await answer.text());
  const image = new Image();
  image.src = text;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: image.naturalWidth, height: image.naturalHeight });
  canvas.getContext('2d').drawImage(image, 0, 0);
  keep(kind === 'svg' ? text : canvas.toDataURL('image/png'), `${name}.${kind}`);
}
