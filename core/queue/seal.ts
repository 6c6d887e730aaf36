import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto'
import type { SealKey } from './seal-key.ts'

/**
 * Closes and opens the private parts of an invocation, with AES-256-GCM. A sealed value is
 * `form (1) | key id (8) | nonce (12) | tag (16) | ciphertext`, in bytes.
 */
export interface Seal {
  /** Seals `text` with the first key. `binding` says what it belongs to; it opens only under the same binding. */
  close(text: string, binding: string): Buffer
  /** The text again, whichever of the keys sealed it; undefined where no key fits or the value was changed. */
  open(sealed: Uint8Array, binding: string): string | undefined
}

const form = 1
const algorithm = 'aes-256-gcm'
const keyIdAt = 1
const nonceAt = 9
const tagAt = 21
const bodyAt = 37
const nonceBytes = tagAt - nonceAt

/** @param keys The first one seals; all of them open. */
export function createSeal(keys: readonly [SealKey, ...SealKey[]]): Seal {
  // Random bytes are drawn for many nonces at once: asking the system for 12 costs as much as the encryption itself.
  const drawn = Buffer.alloc(512 * nonceBytes)
  let used = drawn.length

  function freshNonce(): Buffer {
    if (used === drawn.length) {
      randomFillSync(drawn)
      used = 0
    }
    used += nonceBytes
    return Buffer.from(drawn.subarray(used - nonceBytes, used))
  }

  return {
    close(text, binding) {
      const [key] = keys
      // Random nonces of 96 bits are safe for 2^32 values under one key (NIST SP 800-38D, 8.3): years at full load.
      const nonce = freshNonce()
      const cipher = createCipheriv(algorithm, key.secret, nonce)
      cipher.setAAD(Buffer.from(binding))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.of(form), key.id, nonce, cipher.getAuthTag(), body])
    },

    open(sealed, binding) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
      if (bytes[0] !== form || bytes.length < bodyAt) return undefined
      const key = keys.find(({ id }) => id.equals(bytes.subarray(keyIdAt, nonceAt)))
      if (key === undefined) return undefined
      const decipher = createDecipheriv(algorithm, key.secret, bytes.subarray(nonceAt, tagAt), {
        authTagLength: bodyAt - tagAt,
      })
      decipher.setAAD(Buffer.from(binding))
      decipher.setAuthTag(bytes.subarray(tagAt, bodyAt))
      try {
        return Buffer.concat([decipher.update(bytes.subarray(bodyAt)), decipher.final()]).toString('utf8')
      } catch {
        // The tag does not fit: changed, or moved here from another invocation. Nothing in it can be trusted.
        return undefined
      }
    },
  }
}
