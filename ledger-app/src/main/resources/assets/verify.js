// Recomputes, in this browser and from what this server publishes to everybody, that an entry is in
// the ledger: its leaf, its place in the tree, the chain, and the signature of the checkpoint
// (docs/format.md). Only the key is not taken from this server, unless its reader says so.

const STORED = 'ledger-key';
const TILE = 256;
const HASH = 32;
/** Tiles of leaves that are fetched ahead of the one that is hashed. */
const AHEAD = 6;
/** So long, in milliseconds, the page may stand still. */
const PAUSE = 40;

class Differs extends Error {
  constructor(what, expected, actual) {
    super(what);
    this.expected = expected;
    this.actual = actual;
  }
}

const utf8 = (text) => new TextEncoder().encode(text);
const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
const same = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

function base64(text) {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new Error(`must be base64, but was: ${text}`);
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}

function joined(parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
}

const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest('SHA-256', joined(parts)));
const leafHash = (entry) => sha256([0x00], entry);
const nodeHash = (left, right) => sha256([0x01], left, right);
const chainStart = (origin) => sha256([0x03], utf8(origin));

// A chain has as many hashes as entries, one after the other, and WebCrypto answers each of them by
// way of the browser's queue. These two are of 65 bytes and made here; a hash that were made wrongly
// would not lead to the signed root.
const ROUNDS = new Uint32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);
const START = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
const words = new Int32Array(64);
const block = new Uint8Array(128); // the prefix, two hashes, and SHA-256's padding of 65 bytes
block[65] = 0x80;
block[126] = (65 * 8) >> 8;
block[127] = (65 * 8) & 0xff;

/** FIPS 180-4 section 6.2.2, over 64 bytes of the block. */
function compress(state, at) {
  for (let i = 0; i < 16; i++) {
    const b = at + 4 * i;
    words[i] = (block[b] << 24) | (block[b + 1] << 16) | (block[b + 2] << 8) | block[b + 3];
  }
  for (let i = 16; i < 64; i++) {
    const x = words[i - 15];
    const y = words[i - 2];
    words[i] =
      (words[i - 16] + words[i - 7]
        + (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3))
        + (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10))) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const up = (h + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7)))
      + ((e & f) ^ (~e & g)) + ROUNDS[i] + words[i]) | 0;
    const down = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10)))
      + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + up) | 0;
    d = c; c = b; b = a; a = (up + down) | 0;
  }
  state[0] = (state[0] + a) | 0; state[1] = (state[1] + b) | 0;
  state[2] = (state[2] + c) | 0; state[3] = (state[3] + d) | 0;
  state[4] = (state[4] + e) | 0; state[5] = (state[5] + f) | 0;
  state[6] = (state[6] + g) | 0; state[7] = (state[7] + h) | 0;
}

/** SHA-256 of a prefix and two hashes, at once. */
function pairHash(prefix, left, right) {
  block[0] = prefix;
  block.set(left, 1);
  block.set(right, 1 + HASH);
  const state = Int32Array.from(START);
  compress(state, 0);
  compress(state, 64);
  const hash = new Uint8Array(HASH);
  for (let i = 0; i < 8; i++) {
    hash[4 * i] = state[i] >>> 24;
    hash[4 * i + 1] = state[i] >>> 16;
    hash[4 * i + 2] = state[i] >>> 8;
    hash[4 * i + 3] = state[i];
  }
  return hash;
}

/** `name+id+base64(type || public key)`; only plain Ed25519, type 01, signs checkpoints here. */
async function parseKey(text) {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text);
  if (!match) throw new Error('A verifier key reads name+8 hex digits+base64, and this does not.');
  const [, name, id, encoded] = match;
  const typed = base64(encoded);
  if (typed.length !== 1 + HASH || typed[0] !== 0x01) {
    throw new Error('The key of a ledger is of type 01, Ed25519, and 32 bytes long; this one is not.');
  }
  const expected = hex((await sha256(utf8(`${name}\n`), typed)).slice(0, 4));
  if (id !== expected) throw new Error(`The key’s id must be ${expected}, but it says ${id}: a letter is wrong.`);
  return { name, id, publicKey: typed.slice(1) };
}

async function fetched(path) {
  const answer = await fetch(path, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(`${path} could not be read: the server answered ${answer.status}.`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** The signed tree head, if it is signed by that key (C2SP signed-note, tlog-checkpoint). */
async function checkpoint(key) {
  const note = new TextDecoder('utf-8', { fatal: true }).decode(await fetched('/checkpoint'));
  const split = note.lastIndexOf('\n\n');
  const text = note.slice(0, split + 1);
  const [origin, size, root, ...rest] = text.split('\n');
  if (split < 0 || !/^(0|[1-9][0-9]{0,15})$/.test(size) || rest.join('') !== '') {
    throw new Error('The server’s checkpoint is not one.');
  }
  if (origin !== key.name) throw new Differs('The pinned key is of another ledger.', key.name, origin);
  const signers = [];
  for (const line of note.slice(split + 2).split('\n')) {
    const match = /^\u2014 (\S+) (\S+)$/.exec(line);
    if (!match) continue;
    const bytes = base64(match[2]);
    const id = hex(bytes.slice(0, 4));
    signers.push(`${match[1]}+${id}`);
    if (match[1] === key.name && id === key.id) {
      const publicKey = await crypto.subtle.importKey('raw', key.publicKey, 'Ed25519', false, ['verify']);
      if (!(await crypto.subtle.verify('Ed25519', publicKey, bytes.slice(4), utf8(text)))) {
        throw new Differs('The checkpoint’s signature by the pinned key is wrong.', 'a good signature', 'a bad one');
      }
      return { size: Number(size), root: base64(root), others: signers.length - 1 };
    }
  }
  throw new Differs('The checkpoint is not signed by the pinned key.', `${key.name}+${key.id}`, signers.join(', '));
}

/** Reads hashes out of tiles (C2SP tlog-tiles), each tile once. */
class Tiles {
  constructor(size) {
    this.size = size;
    this.tiles = new Map();
  }

  width(level, number) {
    return Math.min(TILE, Math.floor(this.size / TILE ** level) - number * TILE);
  }

  path(level, number) {
    const groups = [String(number % 1000).padStart(3, '0')];
    for (let rest = Math.floor(number / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
      groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
    }
    const width = this.width(level, number);
    return `/tile/${level}/${groups.join('/')}${width < TILE ? `.p/${width}` : ''}`;
  }

  async tile(level, number) {
    const path = this.path(level, number);
    if (!this.tiles.has(path)) this.tiles.set(path, await this.read(level, number));
    return this.tiles.get(path);
  }

  async read(level, number) {
    const path = this.path(level, number);
    const bytes = await fetched(path);
    if (bytes.length !== this.width(level, number) * HASH) {
      throw new Differs(`${path} has a wrong length.`, `${this.width(level, number) * HASH} bytes`, `${bytes.length} bytes`);
    }
    return bytes;
  }

  /** The tiles of leaves up to that one, in order, none of them kept. */
  async *leaves(last) {
    const asked = [];
    for (let number = 0; number <= last; number++) {
      while (asked.length < AHEAD && number + asked.length <= last) {
        const next = this.read(0, number + asked.length);
        next.catch(() => {}); // it is thrown when its turn comes
        asked.push(next);
      }
      yield await asked.shift();
    }
  }

  async at(level, index) {
    const tile = await this.tile(level, Math.floor(index / TILE));
    return tile.slice((index % TILE) * HASH, ((index % TILE) + 1) * HASH);
  }

  /** The root of the 2^level leaves from index * 2^level on. */
  async subtree(level, index) {
    if (level % 8 === 0) return this.at(level / 8, index);
    return nodeHash(await this.subtree(level - 1, 2 * index), await this.subtree(level - 1, 2 * index + 1));
  }

  /** The root of the leaves [from, end), as RFC 6962 section 2.1 splits them. */
  async root(from, end) {
    const count = end - from;
    const level = Math.floor(Math.log2(count));
    if (2 ** level === count) return this.subtree(level, from / count);
    const middle = from + 2 ** level;
    return nodeHash(await this.root(from, middle), await this.root(middle, end));
  }

  /** The siblings on the way from the root down to a leaf, the last one first. */
  async siblings(seq) {
    const found = [];
    for (let from = 0, end = this.size; end - from > 1; ) {
      let half = 1;
      while (half * 2 < end - from) half *= 2;
      const middle = from + half;
      const left = seq < middle;
      found.unshift({ onTheLeft: !left, hash: await (left ? this.root(middle, end) : this.root(from, middle)) });
      [from, end] = left ? [from, middle] : [middle, end];
    }
    return found;
  }

  /** Which full tile does not hash to what the tile above it says; null if all do that were read. */
  async firstBroken() {
    for (const path of this.tiles.keys()) {
      const match = /^\/tile\/(\d+)\/([x\d/]+)$/.exec(path);
      if (!match) continue;
      const level = Number(match[1]);
      const number = Number(match[2].replace(/[x/]/g, ''));
      const above = await this.at(level + 1, number);
      const actual = await this.subtreeOf(this.tiles.get(path));
      if (!same(above, actual)) return new Differs(`${path} is not what the tile above it stands for.`, hex(above), hex(actual));
    }
    return null;
  }

  async subtreeOf(tile) {
    let hashes = Array.from({ length: TILE }, (_, i) => tile.slice(i * HASH, (i + 1) * HASH));
    while (hashes.length > 1) {
      hashes = await Promise.all(Array.from({ length: hashes.length / 2 }, (_, i) => nodeHash(hashes[2 * i], hashes[2 * i + 1])));
    }
    return hashes[0];
  }
}

async function inTree(tiles, seq, leaf, root) {
  const published = await tiles.at(0, seq);
  if (!same(leaf, published)) {
    throw new Differs(`The bytes on this page are not those of entry ${seq} in the tree.`, hex(published), hex(leaf));
  }
  let here = leaf;
  for (const step of await tiles.siblings(seq)) {
    here = step.onTheLeft ? await nodeHash(step.hash, here) : await nodeHash(here, step.hash);
  }
  if (!same(here, root)) {
    throw (await tiles.firstBroken()) ?? new Differs('The tiles do not lead to the signed root.', hex(root), hex(here));
  }
}

/** The chain through the entry, over leaves that make the signed root with what stands after them. */
async function inChain(tiles, seq, expected, signed, origin, progress) {
  let chain = await chainStart(origin);
  const complete = []; // the largest complete subtrees of the leaves so far
  let read = 0;
  let rested = performance.now();
  for await (const tile of tiles.leaves(Math.floor(seq / TILE))) {
    for (let at = 0; at < tile.length && read <= seq; at += HASH, read++) {
      const leaf = tile.subarray(at, at + HASH);
      chain = pairHash(0x02, chain, leaf);
      let root = { size: 1, hash: leaf };
      while (complete.at(-1)?.size === root.size) {
        const left = complete.pop();
        root = { size: 2 * root.size, hash: pairHash(0x01, left.hash, root.hash) };
      }
      complete.push(root);
    }
    if (performance.now() - rested > PAUSE) {
      await progress(read, seq + 1);
      rested = performance.now();
    }
  }
  if (hex(chain) !== expected) {
    throw new Differs(`The leaves do not chain to what this page shows after entry ${seq}.`, hex(chain), expected);
  }
  const root = await rootOver(tiles, complete, read, 0, tiles.size);
  if (!same(root, signed)) {
    throw new Differs(`The leaves up to entry ${seq} do not make the signed root.`, hex(signed), hex(root));
  }
}

/** The root of the leaves [from, end): of what was read by its own hashes, of the rest by the tiles. */
async function rootOver(tiles, complete, read, from, end) {
  if (from >= read) return tiles.root(from, end);
  const size = end - from;
  const known = complete.find((subtree) => subtree.size === size);
  if (end <= read && known) return known.hash;
  let half = 1;
  while (half * 2 < size) half *= 2;
  const left = await rootOver(tiles, complete, read, from, from + half);
  return nodeHash(left, await rootOver(tiles, complete, read, from + half, end));
}

// What is seen of it.

const section = document.getElementById('verify');
const form = section.querySelector('form.pin');
const run = section.querySelector('.run');

function element(name, text, className) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(STORED));
  } catch {
    return null;
  }
}

function shown(error) {
  const box = element('div', '', 'notice bad');
  box.append(element('p', error.message));
  if (error instanceof Differs) {
    const list = element('dl', '', 'differs');
    for (const [name, value] of [['expected', error.expected], ['actual', error.actual]]) {
      list.append(element('dt', name), element('dd', value, 'id'));
    }
    box.append(list);
  }
  return box;
}

function askForKey(error) {
  run.hidden = true;
  form.hidden = false;
  form.querySelector('.notice')?.remove();
  if (error) form.prepend(shown(error));
}

async function verify(pin) {
  form.hidden = true;
  run.hidden = false;
  const checks = run.querySelector('.checks');
  const outcome = run.querySelector('.outcome');
  const bar = run.querySelector('progress');
  checks.replaceChildren();
  outcome.replaceChildren();
  bar.value = 0;
  const pinned = run.querySelector('.pinned');
  pinned.replaceChildren(
    pin.byServer ? 'The key that this server states for itself: ' : 'Your pinned key: ',
    element('code', pin.vkey),
    ' ',
  );
  const change = element('button', 'Use another', 'plain small');
  change.type = 'button';
  change.addEventListener('click', () => {
    localStorage.removeItem(STORED);
    askForKey();
  });
  pinned.append(change);

  const seq = Number(section.dataset.seq);
  const step = async (share, text, work) => {
    const item = element('li', text, 'doing');
    checks.append(item);
    try {
      const result = await work();
      item.className = 'good';
      bar.value = share;
      return result;
    } catch (error) {
      item.className = 'bad';
      throw error;
    }
  };
  const notChecked = [
    'what the entry says: `./ledger replay` judges every entry again',
    'the bytes of the other entries: `./ledger verify` reads them all',
    'whether witnesses and other readers see the same checkpoint',
  ];
  try {
    const key = await step(0.05, 'The key is well formed', () => parseKey(pin.vkey));
    const head = await step(0.1, 'The checkpoint is signed by it', () => checkpoint(key));
    if (seq >= head.size) throw new Error(`The checkpoint signs ${head.size} entries, and this is entry ${seq}: come back in a second.`);
    const tiles = new Tiles(head.size);
    const leaf = await step(0.15, 'The bytes on this page make its leaf', () => leafHash(utf8(document.getElementById('bytes').textContent)));
    await step(0.3, `The leaf is entry ${seq} of the ${head.size} that are signed`, () => inTree(tiles, seq, leaf, head.root));
    const after = element('span', '', 'quiet number');
    await step(1, 'The chain leads from the ledger’s name through it, over leaves that make the signed root ', () => {
      checks.lastChild.append(after);
      return inChain(tiles, seq, section.dataset.chain, head.root, key.name, async (read, all) => {
        bar.value = 0.3 + (0.7 * read) / all;
        after.textContent = `${read} of ${all}`;
        await new Promise((resolve) => setTimeout(resolve));
      });
    });
    after.textContent = '';
    outcome.append(
      pin.byServer
        ? verdict('hold', 'Consistent', 'All of it fits together and to the key that this server itself states. A server that lies could state a key of its own: pin one that you got elsewhere.')
        : verdict('good', 'Verified', `This entry is number ${seq} of the ledger whose key you pinned, and its bytes are those on this page.`),
    );
  } catch (error) {
    bar.value = 1;
    outcome.append(verdict('bad', 'Not verified', ''), shown(error));
  }
  const list = element('ul', '', 'not-checked');
  for (const line of notChecked) list.append(withCode(element('li'), line));
  outcome.append(element('p', 'Not checked here:', 'quiet'), list);
}

function verdict(tone, word, text) {
  const box = element('p', '', `verdict-line ${tone}`);
  box.append(element('b', word), ' ', text);
  return box;
}

function withCode(item, line) {
  line.split('`').forEach((part, i) => item.append(i % 2 ? element('code', part) : part));
  return item;
}

if (form) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    pinAndVerify(form.querySelector('textarea').value.trim(), false);
  });
  form.querySelector('[data-server]').addEventListener('click', () => pinAndVerify(section.dataset.serverKey, true));
  const pin = stored();
  if (pin) verify(pin);
  else askForKey();
}

async function pinAndVerify(vkey, byServer) {
  try {
    await parseKey(vkey);
  } catch (error) {
    askForKey(error);
    return;
  }
  const pin = { vkey, byServer };
  localStorage.setItem(STORED, JSON.stringify(pin));
  verify(pin);
}
