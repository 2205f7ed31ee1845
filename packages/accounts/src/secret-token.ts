import { createHash, randomBytes } from 'node:crypto'

/** A token that nobody can guess: its text for its holder, its hash for the table. The text is stored nowhere. */
export const createToken = (prefix: string): { token: string; hash: Buffer } => {
  const token = `${prefix}_${randomBytes(32).toString('base64url')}`
  return { token, hash: hashToken(token) }
}

/** 256 random bits need no slow hash: there is nothing to guess. A lookup by hash tells nothing by its timing. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()
