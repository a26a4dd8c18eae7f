// A screenshot as a PNG with a palette: a third of the size, and nobody sees a difference in a picture of text.
import { crc32, deflateSync } from 'node:zlib';

const colours = 96;

/** @param {import('playwright-core').Page} page any page: its canvas reads the picture. @param {Buffer} png */
export async function smallPng(page, png) {
  const { width, height, palette, indices } = await page.evaluate(readPalette, {
    url: `data:image/png;base64,${png.toString('base64')}`,
    colours,
  });
  const bytes = Buffer.from(indices, 'base64');
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) bytes.copy(rows, y * (width + 1) + 1, y * width, (y + 1) * width);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits a pixel, palette.
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette)),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** Runs in the page: the commonest colours, each at some distance from those before it, and the nearest of them for every pixel. */
async function readPalette({ url, colours }) {
  const image = new Image();
  image.src = url;
  await image.decode();
  const { width, height } = image;
  const canvas = new OffscreenCanvas(width, height).getContext('2d');
  canvas.drawImage(image, 0, 0);
  const { data } = canvas.getImageData(0, 0, width, height);
  const counts = new Map();
  const keyAt = (i) => (data[i] << 16) | (data[i + 1] << 8) | data[i + 2];
  for (let i = 0; i < data.length; i += 4) counts.set(keyAt(i), (counts.get(keyAt(i)) ?? 0) + 1);
  const parts = (key) => [key >> 16, (key >> 8) & 255, key & 255];
  const distance = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
  const chosen = [];
  for (const [key] of [...counts].sort((a, b) => b[1] - a[1])) {
    if (chosen.length === colours) break;
    if (chosen.every((one) => distance(one, parts(key)) > 150)) chosen.push(parts(key));
  }
  const nearest = new Map();
  for (const key of counts.keys()) {
    let best = 0;
    for (let i = 1; i < chosen.length; i++)
      if (distance(chosen[i], parts(key)) < distance(chosen[best], parts(key))) best = i;
    nearest.set(key, best);
  }
  let text = '';
  for (let i = 0; i < data.length; i += 4) text += String.fromCharCode(nearest.get(keyAt(i)));
  return { width, height, palette: chosen.flat(), indices: btoa(text) };
}
