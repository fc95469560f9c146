// Verifies the signed checkpoint and the inclusion of entries with the npm package @sigstore/verify,
// which checks the provenance of npm's own packages against a log of the same form.
//
//   npm ci                     (here; node 20 or newer)
//   node verify.js VKEY PROOF ...
//
// VKEY is the log's verifier key, taken from somewhere else. PROOF is an answer of
// /v1/events/SEQ/proof: a C2SP tlog-proof whose extra line is the entry.
// Exits 0 if all of it holds, 1 and says what does not, 2 if it cannot be read.
'use strict';
const crypto = require('node:crypto');
const fs = require('node:fs');
// The package's main entry reaches this only behind certificates and Sigstore's kinds of entries.
const { verifyTLogInclusion } = require('@sigstore/verify/dist/tlog');

const ED25519 = Buffer.from('302a300506032b6570032100', 'hex'); // a SubjectPublicKeyInfo up to the key

/** The log as Sigstore's trusted root describes one. */
function log(vkey) {
  const [, name, id, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(vkey) ?? [];
  const key = Buffer.from(encoded ?? '', 'base64');
  if (key.length !== 33 || key[0] !== 1) throw new Error(`not an Ed25519 verifier key: ${vkey}`);
  return {
    logID: Buffer.from(id, 'hex'),
    baseURL: name,
    publicKey: crypto.createPublicKey({
      key: Buffer.concat([ED25519, key.subarray(1)]),
      format: 'der',
      type: 'spki',
    }),
  };
}

/** A tlog-proof as an entry of Sigstore's log. */
function entry(text) {
  const end = text.indexOf('\n\n');
  const [kind, extra, index, ...path] = text.slice(0, end).split('\n');
  if (kind !== 'c2sp.org/tlog-proof@v1' || !/^extra /.test(extra) || !/^index \d+$/.test(index)) {
    throw new Error('not a proof that carries its entry');
  }
  return {
    canonicalizedBody: Buffer.from(extra.slice(6), 'base64'),
    inclusionProof: {
      logIndex: index.slice(6),
      hashes: path.map((hash) => Buffer.from(hash, 'base64')),
      checkpoint: { envelope: text.slice(end + 2) },
    },
  };
}

function main([vkey, ...files], say) {
  try {
    if (files.length === 0) throw new Error('usage: verify.js VKEY PROOF ...');
    const trusted = [log(vkey)];
    for (const file of files) {
      const proof = entry(fs.readFileSync(file, 'utf8'));
      try {
        verifyTLogInclusion(proof, trusted);
      } catch (e) {
        say(`DOES NOT HOLD: ${file}: ${e.message}`);
        return 1;
      }
      say(`HOLDS  entry ${proof.inclusionProof.logIndex}  ${file}`);
    }
    return 0;
  } catch (e) {
    say(e.message);
    return 2;
  }
}

module.exports = { main };
if (require.main === module) process.exitCode = main(process.argv.slice(2), console.log);
