// Recomputes, in this browser and from what this server publishes to everybody, that an entry is in
// the ledger: its leaf, its place in the tree, the chain, and the signature of the checkpoint
// (docs/format.md). Only the key is not taken from this server, unless its reader says so.

const STORED = 'ledger-key';
const TILE = 256;
const HASH = 32;
/** Beyond, the leaves of the whole ledger are too many to fetch for one entry. */
const MOST_LEAVES = 65536;

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
const chainNext = (before, leaf) => sha256([0x02], before, leaf);

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
    if (!this.tiles.has(path)) {
      const bytes = await fetched(path);
      if (bytes.length !== this.width(level, number) * HASH) {
        throw new Differs(`${path} has a wrong length.`, `${this.width(level, number) * HASH} bytes`, `${bytes.length} bytes`);
      }
      this.tiles.set(path, bytes);
    }
    return this.tiles.get(path);
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

/** The chain through the entry, and the root of all leaves that it was made of. */
async function inChain(tiles, seq, expected, signed, origin, progress) {
  let chain = await chainStart(origin);
  const pending = []; // roots of perfect subtrees, the largest first
  for (let i = 0; i < tiles.size; i++) {
    const leaf = await tiles.at(0, i);
    if (i <= seq) chain = await chainNext(chain, leaf);
    if (i === seq && hex(chain) !== expected) {
      throw new Differs(`The leaves do not chain to what this page shows after entry ${seq}.`, hex(chain), expected);
    }
    let root = leaf;
    for (let rest = i; rest % 2 === 1; rest = (rest - 1) / 2) root = await nodeHash(pending.pop(), root);
    pending.push(root);
    if (i % 64 === 0) await progress(i / tiles.size);
  }
  let root = pending.pop();
  while (pending.length > 0) root = await nodeHash(pending.pop(), root);
  if (!same(root, signed)) {
    throw new Differs('The leaves of the whole ledger do not make the signed root.', hex(signed), hex(root));
  }
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
      item.className = result === 'skipped' ? 'skipped' : 'good';
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
    await step(1, 'The chain leads from the ledger’s name through it, over leaves that make the signed root', async () => {
      if (head.size > MOST_LEAVES) {
        notChecked.unshift(`the chain: the ledger has more than ${MOST_LEAVES} entries; \`./ledger verify\` follows it`);
        return 'skipped';
      }
      return inChain(tiles, seq, section.dataset.chain, head.root, key.name, async (share) => {
        bar.value = 0.3 + 0.7 * share;
        if (share > 0) await new Promise((resolve) => setTimeout(resolve));
      });
    });
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
