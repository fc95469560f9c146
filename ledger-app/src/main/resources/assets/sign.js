// Signs an owner's decision in this browser (docs/deciding.md, "What is signed"). The private key is
// read from a file, used once, and neither kept nor sent.
(() => {
  'use strict';
  const TYPE = 'application/vnd.laneledger.event+json';
  // SubjectPublicKeyInfo of an Ed25519 key (RFC 8410) up to the 32 bytes of the key
  const SPKI = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
  // what stands before the 32 bytes of the seed in PKCS#8 of either version (RFC 8410, RFC 5958)
  const SEED_BEFORE = '300506032b657004220420';
  const PKCS8 = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
  const utf8 = (text) => new TextEncoder().encode(text);
  const hex = (bytes) => Array.from(new Uint8Array(bytes), (b) => b.toString(16).padStart(2, '0')).join('');
  const base64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
  const unbase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

  /** RFC 8785 of what an event may hold: objects, lists, text, whole numbers, true, false, null. */
  const canonical = (value) => {
    if (Array.isArray(value)) return '[' + value.map(canonical).join(',') + ']';
    if (value === null || typeof value !== 'object') return JSON.stringify(value);
    return '{' + Object.keys(value).sort().map((k) => JSON.stringify(k) + ':' + canonical(value[k])).join(',') + '}';
  };

  /** DSSE's encoding of a type and a body. */
  const pae = (body) => {
    const head = utf8(`DSSEv1 ${utf8(TYPE).length} ${TYPE} ${body.length} `);
    const all = new Uint8Array(head.length + body.length);
    all.set(head);
    all.set(body, head.length);
    return all;
  };

  /** The key of a PKCS#8 PEM file: {private, id}. */
  const readKey = async (pem) => {
    if (/-----BEGIN ENCRYPTED PRIVATE KEY-----/.test(pem)) {
      throw new Error('The key is encrypted, which a browser cannot open: use the command line.');
    }
    const found = /-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END PRIVATE KEY-----/.exec(pem);
    if (!found) throw new Error('The file must hold one private key as PKCS#8 PEM, but does not: use the command line.');
    const der = unbase64(found[1].replace(/\s/g, ''));
    const at = hex(der).indexOf(SEED_BEFORE) / 2;
    if (at < 0 || !Number.isInteger(at)) throw new Error('The key must be an Ed25519 key, but is not.');
    const seed = der.slice(at + SEED_BEFORE.length / 2).slice(0, 32);
    let key;
    try {
      key = await crypto.subtle.importKey('pkcs8', new Uint8Array([...PKCS8, ...seed]), { name: 'Ed25519' }, true, ['sign']);
    } catch (e) {
      throw new Error('This browser cannot sign with Ed25519: use the command line.');
    }
    const x = (await crypto.subtle.exportKey('jwk', key)).x.replace(/-/g, '+').replace(/_/g, '/');
    const spki = new Uint8Array([...SPKI, ...unbase64(x)]);
    return { private: key, id: hex(await crypto.subtle.digest('SHA-256', spki)) };
  };

  /** The event with its signature, and the text that was signed. */
  const sign = async (origin, event, key) => {
    const body = canonical({ origin, source: event.source, type: event.type, id: event.id, data: event.data });
    const sig = await crypto.subtle.sign({ name: 'Ed25519' }, key.private, pae(utf8(body)));
    const data = { ...event.data, signature: { keyid: key.id, sig: base64(sig) } };
    return { body, event: { ...event, data } };
  };

  globalThis.LedgerSign = { canonical, readKey, sign };
  if (typeof document === 'undefined') return;
  const form = document.querySelector('form[data-sign]');
  if (!form) return;
  const say = (tone, lines) => {
    const box = form.querySelector('[role="status"]');
    box.className = 'notice ' + tone;
    box.replaceChildren(...lines.map((line) => {
      const p = document.createElement(line.startsWith('{') ? 'pre' : 'p');
      p.textContent = line;
      return p;
    }));
  };

  const command = document.querySelector('[data-command]');
  const show = () => {
    const option = form.elements.option.value;
    command.textContent = command.dataset.command.replace('OPTION', option);
  };
  form.addEventListener('change', show);
  show();

  const draft = (person) => {
    const data = {
      packet: form.dataset.packet, packetSha256: form.dataset.sha256, option: form.elements.option.value,
      binds: JSON.parse(form.dataset.binds), person, reason: form.elements.reason.value.trim(),
    };
    const expires = form.elements.expires.value;
    if (expires) data.expires = new Date(expires + 'Z').toISOString();
    const id = 'owner-' + (crypto.randomUUID ? crypto.randomUUID() : hex(crypto.getRandomValues(new Uint8Array(16))));
    return { specversion: '1.0', id, source: form.dataset.source, type: form.dataset.type, data };
  };

  const signed = async () => {
    if (!form.elements.reason.value.trim()) throw new Error('Say why: a reason is signed and kept with the choice.');
    const file = form.elements.key.files[0];
    if (!file) throw new Error('Choose the file with your owner key.');
    if (!crypto.subtle) throw new Error('This page was not loaded over TLS, so the browser signs nothing: use the command line.');
    const key = await readKey(await file.text());
    const mine = JSON.parse(form.dataset.keys).find((k) => k.id === key.id);
    if (!mine) throw new Error('The key must be an owner key of yours in this ledger, but its id is ' + key.id + '.');
    return sign(form.dataset.origin, draft(mine.person), key);
  };

  let ready = null;
  const forget = () => { ready = null; form.querySelector('[data-send]').disabled = true; };
  form.addEventListener('input', forget);

  form.querySelector('[data-show]').addEventListener('click', async () => {
    try {
      ready = await signed();
      say('', ['Signed here, and not sent yet. The signature is over exactly these bytes:', ready.body]);
      form.querySelector('[data-send]').disabled = false;
      form.querySelector('[data-send]').focus();
    } catch (e) {
      forget();
      say('bad', [e.message]);
    }
  });

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!ready) return;
    const answer = await fetch('/v1/events', {
      method: 'POST',
      headers: { 'Content-Type': 'application/cloudevents+json', 'X-CSRF-TOKEN': form.elements._csrf.value },
      body: canonical(ready.event),
    });
    const json = await answer.json();
    forget();
    if (answer.ok) {
      const receipt = json.receipts[0];
      say('good', [`Recorded as entry ${receipt.seq}.`, 'Leaf ' + receipt.leaf, 'Load the page again to see what is in effect.']);
      form.querySelector('fieldset').disabled = true;
    } else {
      say('bad', [`Refused: ${json.code}`, json.detail, 'What to do: ' + json.todo]);
    }
  });
})();
